import type { Import, LineVerdict } from '@leadgen/client';
import { Button } from '@mantine/core';
import { count } from '@/lib/format';
import { LinkButton } from '@/ui/LinkButton';
import { useErrorSentence } from '@/ui/states';
import { useCommit } from '../acts';
import { CancelButton } from '../CancelButton';
import { firstVerdict } from '../state';
import { useText } from '../text';
import { awaitEnd } from '../upload/awaited';
import { Wizard } from '../Wizard';
import frame from '../Wizard.module.css';
import { LinesTable } from './LinesTable';
import { RejectedLink } from './RejectedLink';
import styles from './review.module.css';
import { VerdictCards } from './VerdictCards';

interface ReviewStepProps {
  slug: string;
  imported: Import;
  mayEdit: boolean;
  /** The cards' choice, from the address. */
  verdict?: LineVerdict;
}

/** Step 4: what the import will do, line by line, before anything is written. */
export function ReviewStep({ slug, imported, mayEdit, verdict: asked }: ReviewStepProps) {
  const t = useText();
  const { counts } = imported;
  const verdict = asked ?? firstVerdict(counts);
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
        <div className={styles.about}>
          <p>
            {t(`review.${verdict}Detail`)}
            {verdict === 'create' && counts.companies > 0 && (
              <> {t('review.companies', { count: counts.companies, n: count(counts.companies) })}</>
            )}
          </p>
          {verdict === 'rejected' && counts.rejected > 0 && (
            <RejectedLink slug={slug} id={imported.id} variant="default">
              {t('review.download', { count: counts.rejected, n: count(counts.rejected) })}
            </RejectedLink>
          )}
        </div>
        <LinesTable key={verdict} slug={slug} imported={imported} verdict={verdict} />
      </div>
    </Wizard>
  );
}

function Footer({ slug, imported, mayEdit }: Omit<ReviewStepProps, 'verdict'>) {
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
            {n === 0 ? t('review.nothingDetail') : t('review.ofLines', words)} <span>{mayEdit ? rule : t('review.readOnly')}</span>
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
