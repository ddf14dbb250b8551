import type { FieldProblem } from '@leadgen/client';
import { Button } from '@mantine/core';
import { asApiError } from '@/lib/api';
import { isElsewhere } from '@/lib/longSearch';
import { EmptyState } from '@/ui/states';
import { read, without, type Tree } from './tree';
import { useText } from './text';
import styles from './Filters.module.css';

interface FilterProblemProps {
  error: unknown;
  filter: unknown;
  /** What is searched for in the filter's result. */
  q: string | undefined;
  onFilter: (tree: Tree | null) => void;
}

/** A filter that the server does not take: what is wrong with it and where, and the ways on. Nothing is widened silently. */
export function FilterProblem({ error, filter, q, onFilter }: FilterProblemProps) {
  const t = useText();
  const faults = asApiError(error)?.fields ?? [];
  const tree = read(filter);
  // With the search put beside it, a filter that is no list of conditions stands one level deeper.
  const above = q !== undefined && tree !== null && !('all' in tree) ? '/all/0' : '';
  const rest = tree === null ? null : without(tree, faults.map(({ field }) => field.slice(above.length)));
  return (
    <div role="alert">
      <EmptyState
        title={t('problem.title')}
        detail={isElsewhere(filter) ? t('problem.elsewhere') : <Faults faults={faults} />}
        actions={
          <>
            {rest !== null && <Button onClick={() => onFilter(rest)}>{t('problem.leaveOut')}</Button>}
            <Button onClick={() => onFilter(null)}>{t('problem.clear')}</Button>
          </>
        }
      />
    </div>
  );
}

function Faults({ faults }: { faults: readonly FieldProblem[] }) {
  const t = useText();
  return (
    <>
      {faults.map(({ field, message }) => (
        <span key={`${field} ${message}`} className={styles.faults}>
          {message} {field !== '' && <code>{field}</code>}
        </span>
      ))}
      <span className={styles.faults}>{t('problem.detail')}</span>
    </>
  );
}
