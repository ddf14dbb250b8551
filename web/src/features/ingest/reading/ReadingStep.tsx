import type { Import, ImportProblem } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { count } from '@/lib/format';
import { Confirm } from '@/ui/Confirm';
import { Status } from '@/ui/marks';
import { EmptyState, ErrorState, Skeleton, useErrorSentence } from '@/ui/states';
import { useReading, type ReadingChoice } from '../acts';
import { CancelButton } from '../CancelButton';
import { isWorking, UNSURE } from '../state';
import { useText } from '../text';
import { Wizard } from '../Wizard';
import frame from '../Wizard.module.css';
import { PreviewTable } from './PreviewTable';
import { ReadingControls } from './ReadingControls';
import { Question } from './Question';
import styles from './reading.module.css';
import { usePreview } from './usePreview';

interface ReadingStepProps {
  slug: string;
  imported: Import;
}

/** Step 1 once the file has arrived: how it is read, with its first lines, and what was noticed about it. */
export function ReadingStep({ slug, imported }: ReadingStepProps) {
  const t = useText();
  const navigate = useNavigate();
  const reading = useReading(slug, imported.id);
  const busy = isWorking(imported.state) || reading.isPending;
  const here = { to: '/w/$slug/imports/$id', params: { slug, id: imported.id } } as const;
  const [asked, setAsked] = useState<ReadingChoice | null>(null);
  const { fixes } = imported.counts;
  const change = (facts: ReadingChoice) => {
    // The answer is a file that is being read: the address keeps this step in place.
    void navigate({ ...here, search: { step: 'file' }, replace: true });
    const choice = { ...imported.reading, ...facts };
    if (fixes > 0) setAsked(choice);
    else reading.mutate(choice);
  };
  return (
    <Wizard
      slug={slug}
      step="file"
      imported={imported}
      action={<CancelButton slug={slug} imported={imported} />}
      footer={
        <>
          <Say imported={imported} busy={busy} error={reading.error} />
          <Button
            variant="filled"
            disabled={busy || imported.state === 'failed'}
            onClick={() => void navigate({ ...here, search: { step: 'columns' } })}
          >
            {t('columns.next')}
          </Button>
        </>
      }
    >
      <div className={styles.step}>
        <Question slug={slug} imported={imported} busy={busy} onChoose={(encoding) => change({ encoding })} />
        <ReadingControls imported={imported} disabled={busy} onChange={change} />
        <Notes problems={imported.problems} />
        <FirstLines slug={slug} imported={imported} busy={busy} />
      </div>
      {asked !== null && (
        <Confirm title={t('reading.anewTitle')} verb={t('reading.anew')} act={() => reading.mutateAsync(asked)} onClose={() => setAsked(null)}>
          <p>{t('reading.anewDetail', { count: fixes, n: count(fixes) })}</p>
        </Confirm>
      )}
    </Wizard>
  );
}

function Say({ imported: { state }, busy, error }: { imported: Import; busy: boolean; error: unknown }) {
  const t = useText();
  const sentence = useErrorSentence();
  const words = { failed: 'cannotNext', staged: 'detailStaged' } as const;
  const plain = busy ? 'again' : state === 'failed' || state === 'staged' ? words[state] : 'detail';
  return (
    <p className={frame.say} role="status">
      {error === null || busy ? t(`reading.${plain}`) : <span data-problem>{sentence(error)}</span>}
    </p>
  );
}

/** What was noticed about the file as a whole; the question above says its own part. */
function Notes({ problems }: { problems: readonly ImportProblem[] }) {
  const t = useText();
  const notes = problems.filter(({ code }) => code !== UNSURE);
  if (notes.length === 0) return null;
  return (
    <ul className={styles.notes} aria-label={t('reading.notes')}>
      {notes.map(({ code, detail, line_no: line }) => (
        <li key={`${code} ${detail}`}>
          <Status tone="warn">{line == null ? '' : t('reading.line', { n: count(line) })}</Status>
          <span>{detail}</span>
        </li>
      ))}
    </ul>
  );
}

function FirstLines({ slug, imported, busy }: ReadingStepProps & { busy: boolean }) {
  const t = useText();
  const preview = usePreview(slug, imported, busy);
  if (imported.state === 'failed') {
    return (
      <div role="alert">
        <EmptyState title={t('reading.cannot')} detail={imported.problem?.detail} />
      </div>
    );
  }
  if (preview.isError) return <ErrorState error={preview.error} retry={() => void preview.refetch()} />;
  if (preview.data === undefined || preview.data.header.length === 0) return <Skeleton lines={12} />;
  const label = t('reading.caption', { filename: imported.filename });
  return <PreviewTable label={label} header={preview.data.header} rows={preview.data.rows} busy={busy} />;
}
