import type { SignInProvider } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useText } from './text';
import styles from './Account.module.css';

/** Doors of others: plain links, since the way leads through the provider's own pages. */
export function Providers({ providers }: { providers: readonly SignInProvider[] }) {
  const t = useText();
  if (providers.length === 0) return null;
  return (
    <div className={styles.form}>
      <p className={styles.or}>{t('signIn.or')}</p>
      {providers.map(({ key, label }) => (
        <Button key={key} component="a" href={`/api/v1/sign-in/${encodeURIComponent(key)}`} size="sm">
          {t('signIn.with', { provider: label })}
        </Button>
      ))}
    </div>
  );
}
