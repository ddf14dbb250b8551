import type { Field, Import } from '@leadgen/client';
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { asApiError } from '@/lib/api';
import { all, count } from '@/lib/format';
import { useErrorSentence } from '@/ui/states';
import { useMapping } from '../acts';
import { CancelButton } from '../CancelButton';
import { ForAllLines } from '../review/ForAllLines';
import { useText } from '../text';
import { Wizard } from '../Wizard';
import frame from '../Wizard.module.css';
import { useHeader } from './ColumnRow';
import styles from './columns.module.css';
import { filledKeys, MATCH_KEYS, POLICIES, useDraft, type Draft, type MatchKey } from './draft';
import { HomeCountry } from './HomeCountry';
import { Keys, useRule } from './Keys';
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
  const { draft, change, reset } = useDraft(imported);
  const fields = useFields(slug);
  const hasPhone = draft.columns.some(({ field }) => fields.some(({ key, type }) => key === field && type === 'phone'));
  const mapping = useMapping(slug, imported.id);
  const isContact = imported.kind === 'contact';
  const { fixes } = imported.counts;
  const here = { to: '/w/$slug/imports/$id', params: { slug, id: imported.id } } as const;
  const toggle = (key: MatchKey, on: boolean) =>
    change({ match: MATCH_KEYS.filter((one) => (one === key ? on : draft.match.includes(one))) });
  const filled = filledKeys(imported, draft.columns);
  const match = filled.filter((key) => draft.match.includes(key));
  const rule = useRule(match);
  const check = (version: number) =>
    mapping.mutate(
      // Keys, tags and owners are of people.
      isContact ? { ...draft, match, version } : { ...draft, version, match: [], tags: [], owner_id: null },
      { onSuccess: () => void navigate({ ...here, search: {} }) },
    );
  // Somebody else decided since these choices were begun: neither is dropped unasked.
  const isOvertaken = asApiError(mapping.error)?.status === 409 && imported.version !== draft.version;
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
              <>
                {t(imported.state === 'staged' ? 'matching.again' : 'matching.checkDetail')}
                {fixes > 0 && <> {t('matching.fixesStay', { count: fixes, n: count(fixes) })}</>}
              </>
            ) : (
              <span data-problem role="alert">
                {isOvertaken ? t('matching.overtaken') : sentence(mapping.error)}
              </span>
            )}
          </p>
          <Button onClick={() => void navigate({ ...here, search: { step: 'columns' } })}>{t('step.back')}</Button>
          {isOvertaken && (
            <Button
              onClick={() => {
                mapping.reset();
                reset();
              }}
            >
              {t('matching.takeTheirs')}
            </Button>
          )}
          <Button
            variant="filled"
            loading={mapping.isPending}
            onClick={() => check(isOvertaken ? imported.version : draft.version)}
          >
            {t(isOvertaken ? 'matching.keepMine' : 'matching.check')}
          </Button>
        </>
      }
    >
      <section className={frame.panel} data-short>
        <h2>{t(isContact ? 'matching.title' : 'matching.titleCompany')}</h2>
        <p>{t(isContact ? 'matching.detail' : 'matching.detailCompany')}</p>
        {isContact && <Keys match={match} filled={filled} onToggle={toggle} />}
        <p className={styles.rule} aria-live="polite">
          {isContact ? rule : imported.match_sentence}
        </p>
        <h2>{t('matching.policyTitle')}</h2>
        <PolicyForAll draft={draft} change={change} />
        <Policies draft={draft} fields={fields} />
        <Link {...here} search={{ step: 'columns' }} className={styles.textLink}>
          {t('matching.change')}
        </Link>
        <OptOuts draft={draft} imported={imported} />
        {hasPhone && (
          <div className={styles.phones}>
            <h2>{t('matching.phones')}</h2>
            <HomeCountry slug={slug} />
          </div>
        )}
        <ForAllLines slug={slug} imported={imported} draft={draft} change={change} />
        <Checkbox
          size="sm"
          className={styles.remember ?? ''}
          classNames={{ description: styles.hint ?? '' }}
          label={t('matching.remember')}
          description={t('matching.rememberHint')}
          checked={draft.remember}
          onChange={(event) => change({ remember: event.currentTarget.checked })}
        />
      </section>
    </Wizard>
  );
}

/** One rule for every column that is imported; columns that differ are said to. */
function PolicyForAll({ draft, change }: { draft: Draft; change: (facts: Partial<Draft>) => void }) {
  const t = useText();
  const used = POLICIES.filter((one) => draft.columns.some(({ field, policy }) => field !== null && policy === one));
  const [only, ...others] = used;
  const isMixed = only === undefined || others.length > 0;
  return (
    <NativeSelect
      size="sm"
      className={styles.short ?? ''}
      label={t('matching.policyForAll')}
      value={isMixed ? '' : only}
      data={[
        ...(isMixed ? [{ value: '', label: t('matching.policyMixed') }] : []),
        ...POLICIES.map((value) => ({ value, label: t(`columns.${value}`) })),
      ]}
      onChange={({ currentTarget: { value } }) => {
        const policy = POLICIES.find((one) => one === value);
        if (policy !== undefined) change({ columns: draft.columns.map((choice) => ({ ...choice, policy })) });
      }}
    />
  );
}

/** The policies of all columns in words, one sentence a policy. */
function Policies({ draft, fields }: { draft: Draft; fields: readonly Field[] }) {
  const t = useText();
  const chosen = draft.columns.filter(({ field }) => field !== null);
  const labels = (policy: (typeof POLICIES)[number]) =>
    chosen
      .filter((choice) => choice.policy === policy)
      .map((choice) => fields.find(({ key }) => key === choice.field)?.label ?? choice.field ?? '');
  const used = POLICIES.filter((policy) => labels(policy).length > 0);
  if (used.length === 1 && used[0] === 'fill') return <p>{t('matching.allFill')}</p>;
  return used.map((policy) => <p key={policy}>{t(`matching.${policy}`, { labels: labels(policy).join(', ') })}</p>);
}

/** Which columns put people on the list of those who are never written to. */
function OptOuts({ draft, imported }: { draft: Draft; imported: Import }) {
  const t = useText();
  const header = useHeader();
  const headers = imported.columns
    .filter(({ index }) => draft.columns.some((choice) => choice.index === index && choice.opt_out))
    .map((column) => `“${header(column)}”`);
  return headers.length === 0 ? null : <p>{t('matching.optOuts', { headers: all(headers) })}</p>;
}
