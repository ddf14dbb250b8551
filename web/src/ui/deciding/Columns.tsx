import { VisuallyHidden } from '@mantine/core';
import type { ReactNode, Ref } from 'react';
import styles from './deciding.module.css';

interface ColumnsProps {
  /** Which one is in sight now, for those who hear it. */
  status: string | undefined;
  list: ReactNode;
  /** Null where none is in sight. */
  pane: ReactNode;
  ref?: Ref<HTMLElement>;
}

/** The list of what waits beside the one that is looked at; on a phone one of the two. */
export function Columns({ status, list, pane, ref }: ColumnsProps) {
  return (
    <div className={styles.columns}>
      <VisuallyHidden role="status">{status}</VisuallyHidden>
      {list}
      {pane !== null && (
        <section ref={ref} className={styles.pane}>
          {pane}
        </section>
      )}
    </div>
  );
}
