import type { RecordKind } from '@leadgen/client';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import styles from './Health.module.css';

export const GRIDS = { contact: '/w/$slug/contacts', company: '/w/$slug/companies' } as const;

/** A filter as the list shows it best: its parts one beside the other, each a chip. */
export function asChips(filter: unknown): unknown {
  return typeof filter === 'object' && filter !== null && 'all' in filter ? filter : { all: [filter] };
}

interface BehindProps {
  slug: string;
  kind: RecordKind;
  filter: unknown;
  /** What it opens, for those who do not see what it stands beside. */
  label: string;
  children: ReactNode;
}

/** A number that opens the records it counts. */
export function Behind({ slug, kind, filter, label, children }: BehindProps) {
  return (
    <Link className={styles.behind} to={GRIDS[kind]} params={{ slug }} search={{ filter: asChips(filter) }} aria-label={label}>
      {children}
    </Link>
  );
}
