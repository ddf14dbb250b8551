import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { useCommon } from '@/lib/i18n';
import styles from './Page.module.css';

interface PageProps {
  /** Heading of the screen, and of the browser's tab. */
  title: string;
  /** What the tab says where the heading alone is too little. */
  tab?: string;
  /** Muted words beside the heading: a count, a file name. */
  detail?: ReactNode;
  /** Buttons at the right end of the header. */
  actions?: ReactNode;
  /** A second row under the header: tabs, steps, filters. */
  bar?: ReactNode;
  children: ReactNode;
}

/** One screen: a header of 48 px, then content that scrolls by itself. */
export function Page({ title, tab = title, detail, actions, bar, children }: PageProps) {
  useTitle(tab);
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <h1 className={styles.title}>{title}</h1>
        {detail !== undefined && <div className={styles.detail}>{detail}</div>}
        <div className={styles.actions}>{actions}</div>
      </header>
      {bar !== undefined && <div className={styles.bar}>{bar}</div>}
      <div className={styles.content}>{children}</div>
    </div>
  );
}

/** Names the browser's tab while the component is shown. */
export function useTitle(title: string): void {
  const t = useCommon();
  useEffect(() => {
    document.title = `${title} · ${t('product')}`;
  }, [title, t]);
}
