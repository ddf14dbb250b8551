import type { ReactNode } from 'react';
import { useCommon } from '@/lib/i18n';
import { useTitle } from '@/ui/Page';
import styles from './Account.module.css';

interface AccountCardProps {
  tab: string;
  title: string;
  lead?: string;
  children: ReactNode;
}

/** The frame of the screens before the workspace. */
export function AccountCard({ tab, title, lead, children }: AccountCardProps) {
  const t = useCommon();
  useTitle(tab);
  return (
    <main className={styles.screen}>
      <div className={styles.card}>
        <p className={styles.brand}>
          <img src="/favicon.svg" width={20} height={20} alt="" />
          {t('product')}
        </p>
        <div>
          <h1 className={styles.title}>{title}</h1>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        </div>
        {children}
      </div>
    </main>
  );
}
