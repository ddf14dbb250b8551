import type { Field, Value as FieldValue } from '@leadgen/client';
import type { ReactNode } from 'react';
import { credits } from '@/lib/format';
import { Status, type Tone, When } from '@/ui/marks';
import { PageLink } from '../PageLink';
import source from '../Source.module.css';
import { Value } from '../Value';
import styles from './Finding.module.css';
import { MarkButtons } from './Mark';
import type { Finding as Found, Verdict } from './shapes';
import { useText } from './text';
import { useEnricherNames } from './useEnricherNames';

const TONES: Record<Verdict, Tone> = {
  accepted: 'good', contradicted: 'warn', ambiguous: 'warn', unsupported: 'bad', not_alive: 'bad', other_subject: 'bad', inconsistent: 'bad', invalid: 'bad',
  no_match: 'quiet', not_told: 'quiet', not_asked: 'quiet',
};

interface FindingProps {
  slug: string;
  finding: Found;
  field: Field | undefined;
  /** Above what was found, where many records stand together. */
  heading?: ReactNode;
}

/** One answer of a provider: the value, whether its page supports it, the words it stands on, and what people say of it. */
export function Finding({ slug, finding, field, heading }: FindingProps) {
  const t = useText();
  const { value, verdict, reason, url, quote, confidence, cost, retrieved_at: read, created_at: asked } = finding;
  const label = field?.label ?? finding.field;
  const nameOf = useEnricherNames(slug);
  return (
    <article className={styles.finding}>
      {heading}
      <header className={source.head}>
        <span className={source.claim}>
          {label} {value !== null && <strong>{field === undefined ? String(value) : <Value field={field} value={value as FieldValue} />}</strong>}
        </span>
        <Status tone={TONES[verdict]}>{t(`verdict.${verdict}`)}</Status>
      </header>
      {quote !== null && quote !== '' && <blockquote className={source.raw}>{quote}</blockquote>}
      {reason !== '' && <p className={styles.reason}>{reason}</p>}
      <p className={source.where}>
        {url !== null && <PageLink url={url} />}
        <span>{[nameOf(finding.enricher), finding.model].filter(Boolean).join(' · ')}</span>
        {confidence !== null && <span>{t('finding.confidence', { value: confidence.toFixed(2) })}</span>}
        {cost > 0 && <span>{t('credits', { count: cost / 1000, amount: credits(cost) })}</span>}
        <span>
          {t('finding.read')} <When at={read ?? asked} />
        </span>
      </p>
      {value !== null && <MarkButtons slug={slug} finding={finding} label={label} />}
    </article>
  );
}
