import type { Evidence, EvidenceSource, Field } from '@leadgen/client';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { all, day } from '@/lib/format';
import { When } from '@/ui/marks';
import { Skeleton, useErrorSentence } from '@/ui/states';
import { evidenceOptions, type Target } from './calls';
import { useEnricherNames } from './enriching/useEnricherNames';
import { isExplained } from './fields';
import { PageLink } from './PageLink';
import { useText } from './text';
import { Value } from './Value';
import styles from './Source.module.css';

/** Where the value of one field comes from; asked only when somebody looks. */
export function FieldSource({ target, field }: { target: Target; field: Field }) {
  const t = useText();
  const sentence = useErrorSentence();
  const { data, error } = useQuery(evidenceOptions(target));
  if (error !== null) return <p className={styles.none}>{sentence(error)}</p>;
  if (data === undefined) return <Skeleton lines={2} />;
  const found = data.find((evidence) => evidence.field === field.key);
  if (found === undefined) return <p className={styles.none}>{t('source.none')}</p>;
  return <SourceCard slug={target.slug} field={field} evidence={found} />;
}

const quoted = (header: string) => `“${header}”`;

interface SourceCardProps {
  slug: string;
  field: Field;
  evidence: Evidence;
  /** Whether the import can be opened from here. */
  linked?: boolean;
  /** The enricher that says so, where the evidence names nobody. */
  by?: string;
}

/** The proof of one value: file, line, column and the raw cell, or the person who entered it. */
export function SourceCard({ slug, field, evidence, linked = true, by }: SourceCardProps) {
  const t = useText();
  const { value, source, operation, at, expires_at: until, confidence } = evidence;
  const byHand = source.kind === 'edit';
  const words = source.raw ?? source.quote;
  const provider = source.provider ?? by ?? null;
  return (
    <article className={styles.card}>
      <header className={styles.head}>
        <span className={styles.claim}>
          {field.label} {value !== null && <strong><Value field={field} value={value} /></strong>}
          {isExplained(evidence) && <span className={styles.absent}>{t(`source.state.${evidence.state}`)}</span>}
        </span>
        <span className={styles.when}>
          <When at={at} />
        </span>
      </header>
      {words !== null && (
        <blockquote className={styles.raw} title={t(source.raw === null ? 'source.quote' : 'source.raw')}>
          {words}
        </blockquote>
      )}
      {source.kind === 'enrichment' && source.note !== null && <p className={value === null ? styles.why : styles.because}>{source.note}</p>}
      <p className={styles.where}>
        {source.kind === 'derived' && <span>{t('source.derived')}</span>}
        <Origin slug={slug} source={source} linked={linked} />
        {source.url !== null && <PageLink url={source.url} linked={linked} />}
        {provider !== null && <Provider slug={slug} provider={provider} model={source.model} />}
        {source.columns.length > 0 && (
          <span>{t('source.column', { count: source.columns.length, columns: all(source.columns.map(quoted)) })}</span>
        )}
        {source.kind === 'check' && <span>{t('source.check', { source: operation.source })}</span>}
        <span>{t(byHand ? 'source.edit' : 'source.by', { name: operation.actor_name })}</span>
        {until !== null && source.kind === 'check' && <span>{t('source.until', { until: day(until.slice(0, 10)) })}</span>}
        {confidence !== null && <span>{t('source.confidence', { value: confidence.toFixed(2) })}</span>}
      </p>
    </article>
  );
}

/** Who answered, by the name it has here. */
function Provider({ slug, provider, model }: { slug: string; provider: string; model: string | null }) {
  const nameOf = useEnricherNames(slug);
  return <span>{[nameOf(provider), model].filter(Boolean).join(' · ')}</span>;
}

/** The file and line, as the way to the import that brought it. */
function Origin({ slug, source, linked }: { slug: string; source: EvidenceSource; linked: boolean }) {
  const t = useText();
  if (source.filename === null) return null;
  const words = source.line_no === null ? source.filename : t('source.line', { filename: source.filename, line: source.line_no });
  if (source.import_id === null || !linked) return <span className={styles.file}>{words}</span>;
  return (
    <Link to="/w/$slug/imports/$id" params={{ slug, id: source.import_id }} className={styles.link}>
      {words}
    </Link>
  );
}
