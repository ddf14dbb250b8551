import { getOperationOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '@/lib/permissions';
import type { EnrichmentRun } from '@/records/enriching/shapes';
import { Confirm } from '@/ui/Confirm';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { UndoDialog } from '@/ui/UndoDialog';
import { act, CALL_OF } from './calls';
import { useText } from './text';
import { actsOn, isOver } from './words';

/** Pause, go on, stop; of what is over, the way back. */
export function RunActs({ slug, run }: { slug: string; run: EnrichmentRun }) {
  const t = useText();
  const may = useMay();
  const sentence = useErrorSentence();
  const [stopping, setStopping] = useState(false);
  const { mutate, isPending } = useMutation({
    mutationFn: (what: 'pause' | 'resume') => act(slug, run.id, what),
    onError: (error) => toast(sentence(error), { tone: 'bad' }),
  });
  return (
    <>
      {actsOn(run).map(
        (what) =>
          may(CALL_OF[what]) && (
            <Button key={what} loading={what !== 'cancel' && isPending} onClick={() => (what === 'cancel' ? setStopping(true) : mutate(what))}>
              {t(`act.${what}`)}
            </Button>
          ),
      )}
      {isOver(run) && run.compares === null && may('undoOperation') && <Undo slug={slug} id={run.operation_id} />}
      {stopping && (
        <Confirm title={t('cancel.title')} verb={t('cancel.verb')} tone="plain" act={() => act(slug, run.id, 'cancel')} onClose={() => setStopping(false)}>
          <p>{t('cancel.detail')}</p>
        </Confirm>
      )}
    </>
  );
}

function Undo({ slug, id }: { slug: string; id: string }) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  const { data: operation } = useQuery(getOperationOptions({ path: { slug, id } }));
  if (operation === undefined || operation.undone_by_id !== null) return null;
  return (
    <>
      <Button disabled={!operation.undoable} title={operation.why_not ?? undefined} onClick={() => setAsking(true)}>
        {t('act.undo')}
      </Button>
      {asking && <UndoDialog slug={slug} operation={operation} onClose={() => setAsking(false)} />}
    </>
  );
}
