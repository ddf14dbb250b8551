import { PasswordInput } from '@mantine/core';
import { useId } from 'react';
import { SHORTEST, strengthOf } from './strength';
import { useText } from './text';
import styles from './Account.module.css';

interface NewPasswordProps {
  label: string;
  value: string;
  /** Words a guesser knows. */
  own: readonly string[];
  error: string | undefined;
  onChange: (value: string) => void;
}

/** A password being chosen, with a plain word on how strong it is. */
export function NewPassword({ label, value, own, error, onChange }: NewPasswordProps) {
  const t = useText();
  const hint = useId();
  const strength = strengthOf(value, own);
  const words = strength === 'short' ? t('strength.short', { count: SHORTEST - value.length }) : t(`strength.${strength}`);
  return (
    <div>
      <PasswordInput
        label={label}
        name="password"
        autoComplete="new-password"
        required
        withAsterisk={false}
        value={value}
        error={error}
        aria-describedby={hint}
        visibilityToggleButtonProps={{ 'aria-label': t('strength.show') }}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <p id={hint} className={styles.strength} aria-live="polite">
        <span className={styles.meter} data-strength={value === '' ? undefined : strength} aria-hidden>
          <i />
          <i />
          <i />
        </span>
        {words}
      </p>
    </div>
  );
}
