import type { Operation } from '@leadgen/client';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { count } from '@/lib/format';
import list from '@/ui/list.module.css';
import { Status, When } from '@/ui/marks';
import { Progress } from '@/ui/Progress';
import styles from './History.module.css';
import { useText } from './text';
import { isUndone, toneOf, useCounts, type Act } from './words';

interface OperationRowProps {
  slug: string;
  operation: Operation;
  act: Act;
  isOpen: boolean;
  onUndo: ((operation: Operation, act: Act) => void) | null;
}

/** One entry of the history; an undone one is struck out quietly. */
export function OperationRow({ slug, operation, act, isOpen, onUndo }: OperationRowProps) {
  const t = useText();
  const counts = useCounts()(operation);
  const { id, summary, source, actor, undoable } = operation;
  return (
    <tr className={list.row} role="row" data-undone={isUndone(operation) || undefined} data-open={isOpen || undefined}>
      <td role="cell" className={`${list.wide} ${styles.what}`}>
        <Link
          className={list.link}
          to="/w/$slug/history"
          params={{ slug }}
          search={{ operation: id }}
          replace
          title={summary}
        >
          {summary}
        </Link>
      </td>
      <td role="cell" className={list.muted} title={counts}>
        {counts}
      </td>
      <td role="cell">
        <State slug={slug} operation={operation} />
      </td>
      <td role="cell" className={`${list.muted} ${styles.source}`} title={source}>{source}</td>
      <td role="cell" className={list.muted}>{actor.name}</td>
      <td role="cell" className={`${list.muted} ${list.number}`}>
        <When at={operation.created_at} />
      </td>
      <td role="cell" className={styles.act}>
        {onUndo !== null && undoable && (
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            className={list.above ?? ''}
            aria-label={t(`${act}Of`, { summary })}
            onClick={() => onUndo(operation, act)}
          >
            {t(act)}
          </Button>
        )}
      </td>
    </tr>
  );
}

function State({ slug, operation }: { slug: string; operation: Operation }) {
  const t = useText();
  const { state, done, total, undone_by_id: undoneBy } = operation;
  if (state === 'running') {
    const text = total === null ? count(done) : t('progress', { done: count(done), total: count(total) });
    return <Progress size="small" label={t('states.running')} done={done} total={total} text={text} />;
  }
  if (undoneBy === null) return <Status tone={toneOf(operation)}>{t(`states.${state}`)}</Status>;
  return (
    <Status tone="quiet">
      <Link
        className={`${list.above} ${styles.textLink}`}
        to="/w/$slug/history"
        params={{ slug }}
        search={{ operation: undoneBy }}
        replace
      >
        {t('states.undone')}
      </Link>
    </Status>
  );
}
