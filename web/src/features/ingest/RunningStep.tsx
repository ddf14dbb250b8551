import type { Import } from '@leadgen/client';
import { count } from '@/lib/format';
import { Progress } from '@/ui/Progress';
import { CancelButton } from './CancelButton';
import type { Step } from './state';
import { useText } from './text';
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
  const phase = state === 'staging' || state === 'applying' ? state : null;
  const title = phase === null ? t('file.reading', { filename }) : t(`run.${phase}`);
  return (
    <Wizard
      slug={slug}
      step={step}
      imported={imported}
      action={mayEdit && <CancelButton slug={slug} imported={imported} />}
    >
      <section className={frame.panel}>
        <h2>{title}</h2>
        <Progress
          label={title}
          done={progress?.done ?? 0}
          total={progress?.total ?? null}
          text={useProgressText(progress)}
        />
        <p>{phase === null ? t('file.readingDetail') : t(`run.${phase}Detail`)}</p>
      </section>
    </Wizard>
  );
}

function useProgressText(progress: Import['progress']): string {
  const t = useText();
  if (progress === null || progress.done === 0) return t('run.starting');
  const done = count(progress.done);
  return progress.total === null ? t('run.done', { done }) : t('run.of', { done, total: count(progress.total) });
}
