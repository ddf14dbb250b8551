import { PasswordInput } from '@mantine/core';
import { useId } from 'react';
import { messages } from '@/lib/i18n';
import { SHORTEST, strengthOf } from '@/lib/strength';
import styles from './NewPassword.module.css';

const useText = messages('password', {
  short_one: '{{count}} more character needed',
  short_other: '{{count}} more characters needed',
  weak: 'Easy to guess. Add another word.',
  fair: 'Good enough. One more word makes it strong.',
  strong: 'Strong',
  own: 'It contains your e-mail or workspace name. Choose something else.',
  show: 'Show or hide the password',
});

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
  const words = strength === 'short' ? t('short', { count: SHORTEST - value.length }) : t(strength);
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
        visibilityToggleButtonProps={{ 'aria-label': t('show') }}
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

interface OldPasswordProps {
  label: string;
  value: string;
  error?: string | undefined;
  onChange: (value: string) => void;
}

/** The password that one has, asked to prove who is sitting here. */
export function OldPassword({ label, value, error, onChange, ...rest }: OldPasswordProps) {
  const t = useText();
  return (
    <PasswordInput
      {...rest}
      label={label}
      autoComplete="current-password"
      required
      withAsterisk={false}
      visibilityToggleButtonProps={{ 'aria-label': t('show') }}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
