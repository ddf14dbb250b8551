import type { Evidence, Field } from '@leadgen/client';
import { Link } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { When } from '@/ui/marks';
import { Skeleton, useErrorSentence } from '@/ui/states';
import { evidenceOptions, type Target } from './calls';
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

/** The proof of one value: file, line, column and the raw cell, or the person who entered it. */
export function SourceCard({ slug, field, evidence }: { slug: string; field: Field; evidence: Evidence }) {
  const t = useText();
  const { value, source, operation, at, confidence } = evidence;
  return (
    <article className={styles.card}>
      <header className={styles.head}>
        <span className={styles.claim}>
          {field.label} {value !== null && <strong><Value field={field} value={value} /></strong>}
        </span>
        {confidence !== null && <span>{t('source.confidence', { value: confidence.toFixed(2) })}</span>}
      </header>
      {source.raw !== null && source.raw !== undefined && <blockquote className={styles.raw}>{source.raw}</blockquote>}
      <p className={styles.where}>
        <Where slug={slug} evidence={evidence} />
        {source.column !== null && source.column !== undefined && <span>{t('source.column', { column: source.column })}</span>}
      </p>
      <p className={styles.where}>
        <span>{t('source.by', { name: operation.actor_name })}</span>
        <When at={at} />
      </p>
    </article>
  );
}

function Where({ slug, evidence: { source } }: { slug: string; evidence: Evidence }) {
  const t = useText();
  if (source.kind === 'edit') return <span>{t('source.edit')}</span>;
  if (source.kind === 'derived') return <span>{t('source.derived')}</span>;
  const words = t('source.line', { filename: source.filename ?? '', line: source.line_no ?? '' });
  if (source.import_id === null || source.import_id === undefined) return <span>{words}</span>;
  return (
    <Link to="/w/$slug/imports/$id" params={{ slug, id: source.import_id }} className={styles.link}>
      {words}
    </Link>
  );
}
