import type { Field, Import, ImportPolicy } from '@leadgen/client';
import { Button, Checkbox } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useErrorSentence } from '@/ui/states';
import { useMapping } from '../acts';
import { CancelButton } from '../CancelButton';
import { useText } from '../text';
import { Wizard } from '../Wizard';
import frame from '../Wizard.module.css';
import styles from './columns.module.css';
import { MATCH_KEYS, useDraft, type Draft, type MatchKey } from './draft';
import { HomeCountry } from './HomeCountry';
import { useFields } from './useFields';

interface MatchingStepProps {
  slug: string;
  imported: Import;
}

/** Step 3: when a line is somebody we have, and what then happens to their values. */
export function MatchingStep({ slug, imported }: MatchingStepProps) {
  const t = useText();
  const navigate = useNavigate();
  const sentence = useErrorSentence();
  const { draft, change } = useDraft(imported);
  const fields = useFields(slug);
  const hasPhone = draft.columns.some(({ field }) => fields.some(({ key, type }) => key === field && type === 'phone'));
  const mapping = useMapping(slug, imported.id);
  const isContact = imported.kind === 'contact';
  const here = { to: '/w/$slug/imports/$id', params: { slug, id: imported.id } } as const;
  const toggle = (key: MatchKey, on: boolean) =>
    change({ match: MATCH_KEYS.filter((one) => (one === key ? on : draft.match.includes(one))) });
  const rule = useRule(draft.match);
  const check = () =>
    mapping.mutate(
      { ...draft, match: isContact ? draft.match : [] },
      { onSuccess: () => void navigate({ ...here, search: {} }) },
    );
  return (
    <Wizard
      slug={slug}
      step="matching"
      imported={imported}
      action={<CancelButton slug={slug} imported={imported} />}
      footer={
        <>
          <p className={frame.say} role="status">
            {mapping.error === null ? (
              t(imported.state === 'staged' ? 'matching.again' : 'matching.checkDetail')
            ) : (
              <span data-problem role="alert">
                {sentence(mapping.error)}
              </span>
            )}
          </p>
          <Button onClick={() => void navigate({ ...here, search: { step: 'columns' } })}>{t('step.back')}</Button>
          <Button variant="filled" loading={mapping.isPending} onClick={check}>
            {t('matching.check')}
          </Button>
        </>
      }
    >
      <section className={frame.panel}>
        <h2>{t(isContact ? 'matching.title' : 'matching.titleCompany')}</h2>
        <p>{t(isContact ? 'matching.detail' : 'matching.detailCompany')}</p>
        {isContact && <Keys match={draft.match} onToggle={toggle} />}
        <p className={styles.rule} aria-live="polite">
          {isContact ? rule : imported.match_sentence}
        </p>
        <h2>{t('matching.policyTitle')}</h2>
        <Policies draft={draft} fields={fields} />
        <Link {...here} search={{ step: 'columns' }} className={styles.textLink}>
          {t('matching.change')}
        </Link>
        {hasPhone && (
          <div className={styles.phones}>
            <h2>{t('matching.phones')}</h2>
            <HomeCountry slug={slug} />
          </div>
        )}
      </section>
    </Wizard>
  );
}

function Keys({ match, onToggle }: { match: readonly MatchKey[]; onToggle: (key: MatchKey, on: boolean) => void }) {
  const t = useText();
  return (
    <fieldset className={styles.keys}>
      <legend>{t('matching.legend')}</legend>
      {MATCH_KEYS.map((key) => (
        <Checkbox
          key={key}
          size="sm"
          classNames={{ description: styles.hint ?? '' }}
          label={t(`matching.key.${key}`)}
          description={t(`matching.hint.${key}`)}
          checked={match.includes(key)}
          onChange={(event) => onToggle(key, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}

/** "Same person = same e-mail or same LinkedIn profile." */
function useRule(match: readonly MatchKey[]): string {
  const t = useText();
  const keys = MATCH_KEYS.filter((key) => match.includes(key)).map((key) => t(`matching.key.${key}`));
  return keys.length === 0 ? t('matching.nothing') : t('matching.samePerson', { keys: keys.join(t('matching.or')) });
}

const POLICIES = ['fill', 'overwrite', 'never'] as const satisfies readonly ImportPolicy[];

/** The policies of all columns in words, one sentence a policy. */
function Policies({ draft, fields }: { draft: Draft; fields: readonly Field[] }) {
  const t = useText();
  const chosen = draft.columns.filter(({ field }) => field !== null);
  const labels = (policy: ImportPolicy) =>
    chosen
      .filter((choice) => choice.policy === policy)
      .map((choice) => fields.find(({ key }) => key === choice.field)?.label ?? choice.field ?? '');
  const used = POLICIES.filter((policy) => labels(policy).length > 0);
  if (used.length === 1 && used[0] === 'fill') return <p>{t('matching.allFill')}</p>;
  return used.map((policy) => <p key={policy}>{t(`matching.${policy}`, { labels: labels(policy).join(', ') })}</p>);
}
