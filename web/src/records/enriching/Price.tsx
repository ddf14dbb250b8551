import { TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { all, count, credits, ownCost } from '@/lib/format';
import { Skeleton } from '@/ui/states';
import { tooDear } from './choice';
import styles from './Enriching.module.css';
import type { EnrichmentQuote } from './shapes';
import { useText } from './text';

interface PriceProps {
  quote: EnrichmentQuote | undefined;
  /** Another one is being asked for. */
  isOld: boolean;
  limit: string;
  /** What that is; null where it is none, or no number. */
  amount: number | null;
  isWrong: boolean;
  onLimit: (limit: string) => void;
}

/** The ceiling first, then what is likely and what would be left. */
export function Price({ quote, isOld, limit, amount, isWrong, onLimit }: PriceProps) {
  const t = useText();
  if (quote === undefined) return isOld ? <Skeleton lines={3} /> : null;
  if (quote.cells === 0) return <p role="status">{t('nothing')}</p>;
  const { ceiling, expected, basis, balance_after: after, elsewhere } = quote;
  return (
    <section aria-label={t('price')} aria-busy={isOld} aria-live="polite">
      <dl className={styles.price}>
        <Line label={<strong>{t('ceiling')}</strong>}>
          {isOld ? <span role="status">{t('pricing')}</span> : <strong>{t('credits', { count: ceiling / 1000, amount: credits(ceiling) })}</strong>}
        </Line>
        {ceiling > 0 && (
          <>
            <Line label={t('expected')} about={basis}>{isOld ? t('unknown') : credits(expected)}</Line>
            <Line label={t('balance')}>
              {isOld ? t('unknown') : after < 0 ? <span className={styles.short}>{t('short', { amount: credits(-after) })}</span> : credits(after)}
            </Line>
          </>
        )}
        {elsewhere.map((one) => (
          <Line key={`${one.stage} ${one.enricher}`} label={t('elsewhereOf', { name: one.label })} about={t('questions', { count: one.questions, n: count(one.questions) })}>
            {isOld ? t('unknown') : ownCost(one)}
          </Line>
        ))}
      </dl>
      {after < 0 && !isOld && <p className={styles.note}>{t('shortWhy')}</p>}
      <Left skipped={quote.skipped} />
      {ceiling > 0 && <Limit limit={limit} isWrong={isWrong} onLimit={onLimit} />}
      {amount !== null && <TooLow stages={tooDear(quote, amount)} />}
    </section>
  );
}

function Line({ label, about, children }: { label: ReactNode; about?: string; children: ReactNode }) {
  return (
    <div>
      <dt>
        {label}
        {about !== undefined && <span className={styles.about}>{about}</span>}
      </dt>
      <dd>{children}</dd>
    </div>
  );
}

const KINDS = ['pinned', 'filled', 'fresh'] as const;

function Left({ skipped }: Pick<EnrichmentQuote, 'skipped'>) {
  const t = useText();
  const said = KINDS.filter((kind) => skipped[kind] > 0).map((kind) => t(`leftOf.${kind}`, { count: skipped[kind], n: count(skipped[kind]) }));
  return said.length > 0 && <p className={styles.note}>{t('left', { what: all(said) })}</p>;
}

/** With such a limit a run ends without having asked those who are paid: better said before than after. */
function TooLow({ stages }: Pick<EnrichmentQuote, 'stages'>) {
  const t = useText();
  const named = stages.map(({ label, least }) => t('limitLowOf', { stage: label, amount: credits(least) }));
  return named.length > 0 && <p className={styles.note}>{t('limitLow', { stages: all(named) })}</p>;
}

/** A lower ceiling than the price's own, for whoever wants one. */
function Limit({ limit, isWrong, onLimit }: Pick<PriceProps, 'limit' | 'isWrong' | 'onLimit'>) {
  const t = useText();
  const [open, setOpen] = useState(limit !== '');
  if (!open) {
    return (
      <button type="button" className={styles.fields} onClick={() => setOpen(true)}>
        {t('limitAct')}
      </button>
    );
  }
  return (
    <TextInput
      className={styles.limit ?? ''}
      label={t('limit')}
      description={t('limitHint')}
      inputMode="decimal"
      autoFocus
      value={limit}
      error={isWrong && t('limitWrong')}
      onChange={({ currentTarget: { value } }) => onLimit(value)}
    />
  );
}
