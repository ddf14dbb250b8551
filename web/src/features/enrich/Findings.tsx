import type { RecordKind } from '@leadgen/client';
import { Button, NativeSelect } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { Finding } from '@/records/enriching/Finding';
import { type Narrowed, runFindingsOptions } from '@/records/enriching/findings';
import type { EnrichmentRun, Finding as Found, Verdict } from '@/records/enriching/shapes';
import { useText as useShared } from '@/records/enriching/text';
import { useFields } from '@/records/fields';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import styles from './Enrich.module.css';
import { useText } from './text';
import { isOver } from './words';

const VERDICTS: readonly Verdict[] = [
  'accepted', 'contradicted', 'ambiguous', 'unsupported', 'inconsistent', 'other_subject', 'not_alive', 'invalid', 'no_match', 'not_told',
];

/** Every answer of the run with its proof, to be read and marked. */
export function Findings({ slug, run }: { slug: string; run: EnrichmentRun }) {
  const t = useText();
  const [asked, setAsked] = useState<Narrowed>({});
  const list = useInfiniteQuery({ ...runFindingsOptions(slug, run.id, asked), placeholderData: keepPreviousData });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isNarrowed = Object.keys(asked).length > 0;
  const both = { contact: useFields(slug, 'contact').own, company: useFields(slug, 'company').own };
  const fieldOf = (kind: RecordKind, key: string) => both[kind].find((field) => field.key === key);
  const labelOf = (key: string) => (fieldOf(run.kind, key) ?? fieldOf('company', key) ?? fieldOf('contact', key))?.label ?? key;
  return (
    <section aria-label={t('findings')} className={styles.findings}>
      <header className={styles.findingsHead}>
        <h2>{t('findings')}</h2>
        <Narrow run={run} labelOf={labelOf} asked={asked} onAsk={setAsked} />
      </header>
      {list.isPending && <Skeleton lines={4} />}
      {list.isError && items.length === 0 && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && <EmptyState title={t(isNarrowed ? 'noneOf' : isOver(run) ? 'foundNothing' : 'noFindings')} />}
      <ul className={styles.list}>
        {items.map((finding) => (
          <li key={finding.id} className={styles.finding}>
            <Finding slug={slug} finding={finding} field={fieldOf(finding.kind, finding.field)} heading={<Whose slug={slug} finding={finding} />} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="subtle" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}

function Whose({ slug, finding: { kind, record_id: record, record: name } }: { slug: string; finding: Found }) {
  const t = useText();
  return (
    <Link className={styles.whose} to={kind === 'contact' ? '/w/$slug/contacts' : '/w/$slug/companies'} params={{ slug }} search={{ record, tab: 'evidence' }}>
      {name === '' ? t('nameless') : name}
    </Link>
  );
}

interface NarrowProps {
  run: EnrichmentRun;
  labelOf: (field: string) => string;
  asked: Narrowed;
  onAsk: (asked: Narrowed) => void;
}

function Narrow({ run, labelOf, asked: { field, verdict }, onAsk }: NarrowProps) {
  const t = useText();
  const shared = useShared();
  const ask = (next: { field?: string | undefined; verdict?: Verdict | undefined }) =>
    onAsk({ ...(next.field !== undefined && { field: next.field }), ...(next.verdict !== undefined && { verdict: next.verdict }) });
  return (
    <div className={styles.narrow}>
      <NativeSelect
        size="xs"
        aria-label={t('ofField')}
        value={field ?? ''}
        data={[{ value: '', label: t('everyField') }, ...run.fields.map((value) => ({ value, label: labelOf(value) }))]}
        onChange={({ currentTarget: { value } }) => ask({ field: value === '' ? undefined : value, verdict })}
      />
      <NativeSelect
        size="xs"
        aria-label={t('ofVerdict')}
        value={verdict ?? ''}
        data={[{ value: '', label: t('everyVerdict') }, ...VERDICTS.map((value) => ({ value, label: shared(`verdict.${value}`) }))]}
        onChange={({ currentTarget: { value } }) => ask({ field, verdict: VERDICTS.find((one) => one === value) })}
      />
    </div>
  );
}
