import { getSessionOptions } from '@leadgen/client/query';
import { useSuspenseQuery } from '@tanstack/react-query';
import { IconSelector } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ComponentProps } from 'react';
import { useCommon } from '@/lib/i18n';
import styles from './AccountButton.module.css';

const AccountMenu = lazy(async () => ({ default: (await import('./AccountMenu')).AccountMenu }));

/** Who is signed in. The menu behind it is fetched when it is first wanted. */
export function AccountButton() {
  const { data } = useSuspenseQuery(getSessionOptions());
  const [wanted, setWanted] = useState(false);
  const face = { label: data.user.name || data.user.email };
  if (!wanted) return <Face {...face} onClick={() => setWanted(true)} />;
  return (
    <Suspense fallback={<Face {...face} aria-busy />}>
      <AccountMenu target={<Face {...face} />} />
    </Suspense>
  );
}

function Face({ label, ...rest }: { label: string } & ComponentProps<'button'>) {
  const t = useCommon();
  return (
    <button type="button" aria-haspopup="menu" {...rest} className={styles.face}>
      <span className={styles.initial} aria-hidden>
        {label.slice(0, 1).toUpperCase()}
      </span>
      <span className={styles.label}>{label}</span>
      <span className={styles.hint}>{t('account.menu')}</span>
      <IconSelector size={14} stroke={1.5} aria-hidden />
    </button>
  );
}
