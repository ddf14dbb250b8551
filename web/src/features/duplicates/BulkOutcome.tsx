import type { Operation, RecordKind } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { count } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import { useMay } from '@/lib/permissions';
import { OPERATIONS } from '@/records/calls';
import { Dialog } from '@/ui/Dialog';
import { LinkButton } from '@/ui/LinkButton';
import { Progress } from '@/ui/Progress';
import { useUndo } from '@/ui/undo';
import { LIST, WAITING } from './calls';
import { useText } from './text';

interface BulkOutcomeProps {
  slug: string;
  kind: RecordKind;
  operation: Operation;
  onStop: () => void;
  onClose: () => void;
}

/** How far it is; at the end what was merged, what was left because it had changed, and the way back. */
export function BulkOutcome({ slug, kind, operation, onStop, onClose }: BulkOutcomeProps) {
  const t = useText();
  const common = useCommon();
  const may = useMay();
  const undo = useUndo(slug);
  const { state, done, total, counts, id } = operation;
  const isOver = state !== 'running';
  useEffect(() => {
    if (!isOver) return;
    const { list, total: many, get, timeline } = OPERATIONS[kind];
    void refresh([LIST, WAITING, 'getDuplicate', list, many, get, timeline, 'listOperations', 'listLists', 'listTrashedContacts', 'listTrashedCompanies']);
  }, [isOver, kind]);
  const takeBack = async () => {
    if ((await undo(id)) === null) return;
    await refresh([LIST, WAITING, 'getDuplicate']);
    onClose();
  };
  if (!isOver) {
    return (
      <Dialog
        title={t('bulk.running')}
        onClose={onClose}
        footer={
          <>
            <Button onClick={onStop}>{t('bulk.stop')}</Button>
            <Button variant="filled" data-autofocus onClick={onClose}>{t('bulk.behind')}</Button>
          </>
        }
      >
        <Progress label={t('bulk.running')} done={done} total={total} text={t('bulk.progress', { done: count(done), total: count(total ?? 0) })} />
      </Dialog>
    );
  }
  const groups = counts['groups'] ?? 0;
  const left = counts['conflicts'] ?? 0;
  return (
    <Dialog
      title={t('bulk.doneTitle')}
      onClose={onClose}
      footer={
        <>
          {may('undoOperation') && operation.undoable && <Button onClick={() => void takeBack()}>{common('act.undo')}</Button>}
          <LinkButton to="/w/$slug/history" params={{ slug }} search={{ operation: id }}>{t('cluster.history')}</LinkButton>
          <Button variant="filled" data-autofocus onClick={onClose}>{common('act.close')}</Button>
        </>
      }
    >
      <p role="status">
        {t('bulk.done', { count: groups, n: count(groups) })} {left > 0 && t('bulk.left', { count: left, n: count(left) })}
      </p>
      {state !== 'done' && <p role="alert">{t(`bulk.${state}`)}</p>}
    </Dialog>
  );
}
