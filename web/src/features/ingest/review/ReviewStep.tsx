import type { Import } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { count } from '@/lib/format';
import { LinkButton } from '@/ui/LinkButton';
import { useErrorSentence } from '@/ui/states';
import { useCommit } from '../acts';
import { CancelButton } from '../CancelButton';
import { firstVerdict, type LineFilter } from '../state';
import { useText } from '../text';
import { awaitEnd } from '../upload/awaited';
import { Wizard } from '../Wizard';
import frame from '../Wizard.module.css';
import { LinesTable } from './LinesTable';
import { LineTools } from './LineTools';
import { Problems } from './Problems';
import styles from './review.module.css';
import { VerdictCards } from './VerdictCards';

interface ReviewStepProps {
  slug: string;
  imported: Import;
  mayEdit: boolean;
  /** Which lines are asked for, from the address. */
  asked: Partial<LineFilter>;
}

/** Step 4: what the import will do, line by line, before anything is written; bad cells are mended here. */
export function ReviewStep({ slug, imported, mayEdit, asked }: ReviewStepProps) {
  // What was looked at first stays in sight when its last line is fixed.
  const [first] = useState(() => firstVerdict(imported.counts));
  const { verdict = first, column, problem, search } = asked;
  const filter: LineFilter = {
    verdict,
    ...(column !== undefined && { column }),
    ...(problem !== undefined && { problem }),
    ...(search !== undefined && { search }),
  };
  return (
    <Wizard
      slug={slug}
      step="review"
      imported={imported}
      action={mayEdit && <CancelButton slug={slug} imported={imported} />}
      footer={<Footer slug={slug} imported={imported} mayEdit={mayEdit} />}
    >
      <div className={styles.review}>
        <VerdictCards slug={slug} imported={imported} chosen={verdict} />
        <LineTools slug={slug} imported={imported} filter={filter} mayEdit={mayEdit} />
        {verdict === 'rejected' && <Problems slug={slug} imported={imported} filter={filter} mayEdit={mayEdit} />}
        <LinesTable key={verdict} slug={slug} imported={imported} filter={filter} mayEdit={mayEdit} />
      </div>
    </Wizard>
  );
}

function Footer({ slug, imported, mayEdit }: Omit<ReviewStepProps, 'asked'>) {
  const t = useText();
  const sentence = useErrorSentence();
  const commit = useCommit(slug, imported.id);
  const { counts, match_sentence: rule } = imported;
  const n = counts.create + counts.update;
  const words = { count: n, n: count(n), total: count(counts.lines) };
  return (
    <>
      <p className={frame.say}>
        {commit.error !== null ? (
          <span data-problem role="alert">
            {sentence(commit.error)}
          </span>
        ) : (
          <>
            {n === 0 ? t('review.nothingDetail') : t('review.ofLines', words)}{' '}
            {counts.suppressions > 0 && (
              <>{t('review.suppressions', { count: counts.suppressions, n: count(counts.suppressions) })} </>
            )}
            <span>{mayEdit ? rule : t('review.readOnly')}</span>
          </>
        )}
      </p>
      {mayEdit && <Act slug={slug} imported={imported} commit={commit} />}
    </>
  );
}

function Act({ slug, imported, commit }: Pick<ReviewStepProps, 'slug' | 'imported'> & { commit: ReturnType<typeof useCommit> }) {
  const t = useText();
  const { counts, kind } = imported;
  const n = counts.create + counts.update;
  const words = { count: n, n: count(n) };
  return (
    <>
      <LinkButton
        to="/w/$slug/imports/$id"
        params={{ slug, id: imported.id }}
        search={{ step: 'matching' }}
      >
        {t('step.back')}
      </LinkButton>
      <Button
        variant="filled"
        disabled={n === 0}
        loading={commit.isPending}
        onClick={() => commit.mutate(undefined, { onSuccess: () => awaitEnd(slug, imported.id) })}
      >
        {n === 0 ? t('review.nothing') : t(kind === 'contact' ? 'review.commit' : 'review.commitCompany', words)}
      </Button>
    </>
  );
}
