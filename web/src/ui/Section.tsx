import type { ReactNode } from 'react';
import styles from './Section.module.css';

interface SectionProps {
  title: string;
  /** One sentence: what this is for. */
  lead?: ReactNode;
  /** The one act of the section, at the right of its heading. */
  action?: ReactNode;
  children: ReactNode;
}

/** One subject of the settings: a heading, a sentence, then its panels. */
export function Section({ title, lead, action, children }: SectionProps) {
  return (
    <section className={styles.section} aria-label={title}>
      <header className={styles.head}>
        <div>
          <h2 className={styles.title}>{title}</h2>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        </div>
        {action !== undefined && <div className={styles.action}>{action}</div>}
      </header>
      {children}
    </section>
  );
}

interface PanelProps {
  title?: string;
  lead?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
}

/** Rows that belong together, between hairlines. */
export function Panel({ title, lead, action, children }: PanelProps) {
  return (
    <div className={styles.group} role={title === undefined ? undefined : 'group'} aria-label={title}>
      {title !== undefined && (
        <div className={styles.head}>
          <div>
            <h3 className={styles.subtitle}>{title}</h3>
            {lead !== undefined && <p className={styles.lead}>{lead}</p>}
          </div>
          {action !== undefined && <div className={styles.action}>{action}</div>}
        </div>
      )}
      <div className={styles.panel}>{children}</div>
    </div>
  );
}

interface PanelRowProps {
  label: ReactNode;
  hint?: ReactNode;
  /** Value, field or button at the right. */
  children?: ReactNode;
}

/** A name and a sentence on the left, its value or act on the right. */
export function PanelRow({ label, hint, children }: PanelRowProps) {
  return (
    <div className={styles.row}>
      <div className={styles.words}>
        <div className={styles.label}>{label}</div>
        {hint !== undefined && <div className={styles.hint}>{hint}</div>}
      </div>
      {children !== undefined && <div className={styles.value}>{children}</div>}
    </div>
  );
}
