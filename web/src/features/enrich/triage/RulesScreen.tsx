import type { TriageRule } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { Page } from '@/ui/Page';
import { ErrorState, Skeleton, useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { EnrichTabs } from '../EnrichTabs';
import { keep, outlookOptions, rulesOptions } from './calls';
import { Consequences, Counts } from './Consequences';
import { isSame } from './rules';
import styles from './Rules.module.css';
import { RulesList } from './RulesList';
import { useText } from './text';

/** The rules by which companies pass or fail: how many each decides, and what would change before it is saved. */
export function RulesScreen() {
  const t = useText();
  const { slug } = useWorkspace();
  const { data, error, refetch } = useQuery(rulesOptions(slug));
  return (
    <Page title={t('title')} tab={t('rules')} bar={<EnrichTabs slug={slug} />}>
      {data === undefined && error === null && <Skeleton />}
      {data === undefined && error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {data !== undefined && <Rules key={JSON.stringify(data)} slug={slug} kept={data} />}
    </Page>
  );
}

function Rules({ slug, kept }: { slug: string; kept: readonly TriageRule[] }) {
  const t = useText();
  const sentence = useErrorSentence();
  const { may, whoMay } = useRights();
  const mayWrite = may('updateTriageRules');
  const [rules, setRules] = useState<readonly TriageRule[]>(kept);
  const { data, error, isPlaceholderData } = useQuery(outlookOptions(slug, rules));
  const { mutate, isPending, error: refusal } = useMutation({ mutationFn: () => keep(slug, rules), onSuccess: () => toast(t('change.saved')) });
  const outlook = isPlaceholderData ? undefined : data;
  const problem = refusal ?? error;
  const isChanged = !isSame(rules, kept);
  return (
    <div className={styles.rules}>
      <p className={styles.lead}>
        {t('rule.lead')} {!mayWrite && t('rule.readOnly', { who: whoMay('updateTriageRules').join(', ') })}
      </p>
      {data !== undefined && <Counts slug={slug} outlook={data} />}
      <RulesList slug={slug} rules={rules} decides={outlook?.decides} onRules={mayWrite ? setRules : undefined} />
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {sentence(problem)}
        </p>
      )}
      {isChanged && (
        <section className={styles.change} aria-label={t('change.title')}>
          <Consequences outlook={outlook} />
          <div className={styles.acts}>
            <Button onClick={() => setRules(kept)}>{t('change.discard')}</Button>
            <Button variant="filled" loading={isPending} onClick={() => mutate()}>
              {t('change.save')}
            </Button>
          </div>
        </section>
      )}
    </div>
  );
}
