import type { Import } from '@leadgen/client';
import { useParams, useSearch } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { asApiError } from '@/lib/api';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { LinkButton } from '@/ui/LinkButton';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { useImport } from './acts';
import { CancelButton } from './CancelButton';
import { ColumnsStep } from './columns/ColumnsStep';
import { DoneStep } from './DoneStep';
import { MatchingStep } from './columns/MatchingStep';
import { ReadingStep } from './reading/ReadingStep';
import { ReviewStep } from './review/ReviewStep';
import { RunningStep } from './RunningStep';
import { isWorking, showsReading, stepOf, type Step } from './state';
import { StoppedStep } from './StoppedStep';
import { useText } from './text';
import { STEP_CONTENT, Wizard } from './Wizard';

/** One import. The step shown follows from the import's own state, so that a reload loses nothing. */
export function ImportScreen() {
  const { slug } = useWorkspace();
  const mayEdit = useRights().may('commitImport');
  const { id } = useParams({ from: '/w/$slug/imports/$id' });
  const { step: asked, ...lines } = useSearch({ from: '/w/$slug/imports/$id' });
  const { data: imported, error, refetch } = useImport(slug, id);
  useFocusOnChange(imported === undefined ? null : `${stepOf(imported, asked)} ${imported.state}`);
  if (imported === undefined) {
    return (
      <Wizard slug={slug} step={null}>
        {error === null ? <Skeleton /> : <Unavailable slug={slug} error={error} retry={() => void refetch()} />}
      </Wizard>
    );
  }
  const step = stepOf(imported, asked);
  const common = { slug, imported };
  if (mayEdit && showsReading(imported, asked)) return <ReadingStep key={id} {...common} />;
  if (isWorking(imported.state)) return <RunningStep {...common} mayEdit={mayEdit} step={step} />;
  if (!mayEdit && waitsForSomebody(imported, step)) return <Waits slug={slug} imported={imported} step={step} />;
  if (step === 'columns') return <ColumnsStep key={id} {...common} />;
  if (step === 'matching') return <MatchingStep key={id} {...common} />;
  if (imported.state === 'staged') return <ReviewStep {...common} mayEdit={mayEdit} asked={lines} />;
  const action = mayEdit && imported.state === 'paused' && <CancelButton slug={slug} imported={imported} />;
  return (
    <Wizard slug={slug} step={step} imported={imported} action={action}>
      {imported.state === 'applied' ? <DoneStep {...common} /> : <StoppedStep {...common} mayEdit={mayEdit} />}
    </Wizard>
  );
}

/** The button that led on is gone with its step: the focus goes to the new one, not to nowhere. */
function useFocusOnChange(now: string | null): void {
  const before = useRef(now);
  useEffect(() => {
    const isFirst = before.current === null;
    const isSame = before.current === now;
    before.current = now;
    if (isFirst || isSame || document.activeElement !== document.body) return;
    document.getElementById(STEP_CONTENT)?.focus({ preventScroll: true });
  }, [now]);
}

/** A choice is open that this person may not make. */
function waitsForSomebody({ state }: Import, step: Step): boolean {
  return step === 'columns' || step === 'matching' || (step === 'file' && (state === 'mapping' || state === 'staged'));
}

/** For whoever may not choose: what the import waits for. */
function Waits({ slug, imported, step }: { slug: string; imported: Import; step: Step }) {
  const t = useText();
  return (
    <Wizard slug={slug} step={step} imported={imported}>
      <EmptyState title={t('file.waitsTitle')} detail={t('file.waitsDetail')} />
    </Wizard>
  );
}

function Unavailable({ slug, error, retry }: { slug: string; error: unknown; retry: () => void }) {
  const t = useText();
  if (asApiError(error)?.status !== 404) return <ErrorState error={error} retry={retry} />;
  return (
    <EmptyState
      title={t('wizard.missingTitle')}
      detail={t('wizard.missingDetail')}
      actions={
        <LinkButton to="/w/$slug/imports" params={{ slug }}>
          {t('wizard.leave')}
        </LinkButton>
      }
    />
  );
}
