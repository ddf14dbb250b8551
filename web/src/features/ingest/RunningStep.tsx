import type { Import } from '@leadgen/client';
import { bytes, count } from '@/lib/format';
import { Progress } from '@/ui/Progress';
import { CancelButton } from './CancelButton';
import { FirstLook } from './reading/FirstLook';
import type { Step } from './state';
import { useText } from './text';
import { fileOf } from './upload/filesHere';
import { Wizard } from './Wizard';
import frame from './Wizard.module.css';

interface RunningStepProps {
  slug: string;
  imported: Import;
  mayEdit: boolean;
  step: Step;
}

/** The server is at work: how far it is, and that nobody needs to wait here. */
export function RunningStep({ slug, imported, mayEdit, step }: RunningStepProps) {
  const t = useText();
  const { state, filename, progress } = imported;
  const phase = state === 'fetching' || state === 'staging' || state === 'fixing' || state === 'applying' ? state : null;
  const title = phase === null ? t('file.reading', { filename }) : t(`run.${phase}`);
  // The same lines that were in sight while it went up: nothing jumps.
  const file = state === 'uploaded' || state === 'inspecting' ? fileOf(imported.id) : undefined;
  return (
    <Wizard
      slug={slug}
      step={step}
      imported={imported}
      action={mayEdit && <CancelButton slug={slug} imported={imported} />}
    >
      <section className={frame.panel} data-short={file !== undefined || undefined}>
        <h2>{title}</h2>
        <Progress
          label={title}
          done={progress?.done ?? 0}
          total={progress?.total ?? null}
          text={useProgressText(progress)}
        />
        <p>{phase === null ? t('file.readingDetail') : t(`run.${phase}Detail`)}</p>
      </section>
      {file !== undefined && <FirstLook file={file} />}
    </Wizard>
  );
}

function useProgressText(progress: Import['progress']): string {
  const t = useText();
  if (progress === null || progress.done === 0) return t('run.starting');
  if (progress.phase === 'fetching') {
    const sent = bytes(progress.done);
    return progress.total === null ? sent : t('file.sent', { sent, size: bytes(progress.total) });
  }
  const done = count(progress.done);
  return progress.total === null ? t('run.done', { done }) : t('run.of', { done, total: count(progress.total) });
}
