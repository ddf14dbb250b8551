import type { Import } from '@leadgen/client';
import { getOperationOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { count } from '@/lib/format';
import { LinkButton } from '@/ui/LinkButton';
import { useErrorSentence } from '@/ui/states';
import { useResume } from './acts';
import { wasUnreadable } from './state';
import { useText } from './text';
import { Undoing } from './Undoing';
import { awaitEnd } from './upload/awaited';
import frame from './Wizard.module.css';

/** The one failure that is not the file's, so that going on may help. */
const OUR_FAULT = 'internal_error';

/** Failures on the way to an address: there is no file yet, and another try may get it. */
const NOT_FETCHED: readonly string[] = [
  'url_unreachable', 'url_refused', 'url_not_a_file', 'file_too_large', 'address_forbidden',
];

interface StoppedStepProps {
  slug: string;
  imported: Import;
  mayEdit: boolean;
}

/** An import that stopped: what happened, what was kept, and what next. */
export function StoppedStep({ slug, imported, mayEdit }: StoppedStepProps) {
  if (imported.state === 'paused') return <Paused slug={slug} imported={imported} mayEdit={mayEdit} />;
  return <Ended slug={slug} imported={imported} mayEdit={mayEdit} />;
}

function Paused({ slug, imported: { id, progress, problem }, mayEdit }: StoppedStepProps) {
  const t = useText();
  const sentence = useErrorSentence();
  const resume = useResume(slug, id);
  const isWriting = progress?.phase === 'applying';
  return (
    <section className={frame.panel}>
      <h2>{usePausedTitle(progress)}</h2>
      {problem !== null && <p>{problem.detail}</p>}
      <p>{t(isWriting ? 'stopped.pausedKept' : 'stopped.pausedKeptStaging')}</p>
      {resume.error !== null && <p role="alert">{sentence(resume.error)}</p>}
      {mayEdit && (
        <div className={frame.buttons}>
          <Button
            variant="filled"
            loading={resume.isPending}
            onClick={() => resume.mutate(undefined, { onSuccess: () => awaitEnd(slug, id) })}
          >
            {t('stopped.resume')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** How many records an operation made or changed that nobody has taken back, and the undo that takes them back. */
function useWritten(slug: string, operationId: string | null): { written: number; undo: string | null } {
  const { data } = useQuery({
    ...getOperationOptions({ path: { slug, id: operationId ?? '' } }),
    enabled: operationId !== null,
  });
  const undo = data?.undone_by_id ?? null;
  if (data === undefined || undo !== null) return { written: 0, undo };
  return { written: (data.counts['created'] ?? 0) + (data.counts['updated'] ?? 0), undo };
}

function usePausedTitle(progress: Import['progress']): string {
  const t = useText();
  if (progress === null) return t('stopped.pausedTitleOpen');
  const { done, total } = progress;
  return total === null
    ? t('stopped.pausedAt', { done: count(done) })
    : t('stopped.pausedAtOf', { done: count(done), total: count(total) });
}

/** Failed, cancelled or undone: the three ends without a result. */
function Ended({ slug, imported, mayEdit }: StoppedStepProps) {
  const t = useText();
  const { state, filename, problem, operation_id: operationId } = imported;
  const retry = useResume(slug, imported.id);
  const wasNotFetched = NOT_FETCHED.includes(problem?.code ?? '');
  const { written, undo } = useWritten(slug, operationId);
  const words = { count: written, n: count(written) };
  return (
    <section className={frame.panel}>
      {state === 'failed' && (
        <>
          <h2>{t('stopped.failedTitle', { filename })}</h2>
          {problem !== null && <p role="alert">{problem.detail}</p>}
          <p>{written === 0 ? t('stopped.failedRead') : t('stopped.failedKept', words)}</p>
          {written > 0 && <p>{t('stopped.failedNext')}</p>}
        </>
      )}
      {state === 'cancelled' && (
        <>
          <h2>{t('stopped.cancelledTitle')}</h2>
          {undo === null ? (
            <p>{written === 0 ? t('stopped.cancelledNothing') : t('stopped.cancelledKept', words)}</p>
          ) : (
            <>
              <p>{t('stopped.cancelledUndone')}</p>
              <Undoing slug={slug} id={undo} />
            </>
          )}
        </>
      )}
      {state === 'undone' && (
        <>
          <h2>{t('stopped.undoneTitle')}</h2>
          <p>{t('stopped.undoneDetail')}</p>
        </>
      )}
      <div className={frame.buttons}>
        {mayEdit && (
          <LinkButton variant="filled" to="/w/$slug/imports/new" params={{ slug }}>
            {t('stopped.another')}
          </LinkButton>
        )}
        {mayEdit && wasUnreadable(imported) && !wasNotFetched && (
          <LinkButton to="/w/$slug/imports/$id" params={{ slug, id: imported.id }} search={{ step: 'file' }}>
            {t('stopped.readAnew')}
          </LinkButton>
        )}
        {mayEdit && (problem?.code === OUR_FAULT || wasNotFetched) && (
          <Button loading={retry.isPending} onClick={() => retry.mutate(undefined)}>
            {t(wasNotFetched ? 'stopped.fetchAgain' : 'stopped.resume')}
          </Button>
        )}
        {operationId !== null && (
          <LinkButton to="/w/$slug/history" params={{ slug }} search={{ operation: operationId }}>
            {t('stopped.history')}
          </LinkButton>
        )}
        <LinkButton to="/w/$slug/imports" params={{ slug }}>
          {t('stopped.all')}
        </LinkButton>
      </div>
    </section>
  );
}
