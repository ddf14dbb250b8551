import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { asApiError } from '@/lib/api';
import { useText } from './text';
import styles from './Account.module.css';

/** The password was right, and the person also gives a code. */
export function isAskedForCode(error: unknown): boolean {
  return asApiError(error)?.code === 'second_factor_required';
}

interface CodeInputProps {
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}

/** Six digits of the app, or one of the recovery codes. */
export function CodeInput({ value, error, onChange }: CodeInputProps) {
  const t = useText();
  const [isRecovery, setRecovery] = useState(false);
  const swap = () => {
    setRecovery(!isRecovery);
    onChange('');
  };
  return (
    <div>
      <TextInput
        key={String(isRecovery)}
        label={t(isRecovery ? 'code.recovery' : 'code.digits')}
        description={t(isRecovery ? 'code.recoveryHint' : 'code.digitsHint')}
        autoComplete={isRecovery ? 'off' : 'one-time-code'}
        inputMode={isRecovery ? 'text' : 'numeric'}
        classNames={{ input: styles.code ?? '' }}
        maxLength={isRecovery ? 40 : 7}
        required
        withAsterisk={false}
        autoFocus
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <button type="button" className={styles.swap} onClick={swap}>
        {t(isRecovery ? 'code.useDigits' : 'code.useRecovery')}
      </button>
    </div>
  );
}
