import type { RecordKind } from '@leadgen/client';
import { Checkbox } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { all, count, credits } from '@/lib/format';
import { useFields } from '../fields';
import { available, takenOf, withFields } from './choice';
import styles from './Enriching.module.css';
import type { EnrichmentOptions, EnrichmentQuote, EnrichmentStage } from './shapes';
import { useText } from './text';

interface StagesProps {
  slug: string;
  kind: RecordKind;
  options: EnrichmentOptions;
  wanted: ReadonlySet<string>;
  quote: EnrichmentQuote | undefined;
  /** Another price is being asked for. */
  isOld: boolean;
  onWanted: (wanted: ReadonlySet<string>) => void;
}

/** What can be found, stage by stage, each with what it costs at most; its fields open below it. */
export function Stages({ slug, kind, options, wanted, quote, isOld, onWanted }: StagesProps) {
  const t = useText();
  const can = available(options);
  const fields = [...useFields(slug, 'contact').own, ...useFields(slug, 'company').own];
  const isOffered = ({ fields: found }: EnrichmentStage) => found.some((field) => can.has(field));
  const offered = options.stages.filter(isOffered).toSorted((one, other) => Number(other.kind === kind) - Number(one.kind === kind));
  const away = options.stages.filter((stage) => !isOffered(stage));
  return (
    <ul className={styles.stages} aria-label={t('stages')}>
      {offered.map((stage) => (
        <Stage
          key={stage.key}
          stage={stage}
          labelOf={(key) => fields.find((field) => field.key === key && field.kind === stage.kind)?.label ?? key}
          can={can}
          wanted={wanted}
          price={quote?.stages.find(({ key }) => key === stage.key)?.ceiling}
          elsewhere={quote?.elsewhere.find((one) => one.stage === stage.key)?.label}
          isOld={isOld}
          onWanted={onWanted}
        />
      ))}
      {away.length > 0 && <Away slug={slug} stages={away} />}
    </ul>
  );
}

/** What nobody who is set up finds, and the way to those who could. */
function Away({ slug, stages }: { slug: string; stages: readonly EnrichmentStage[] }) {
  const t = useText();
  return (
    <li className={styles.away}>
      {t('nobody', { stages: all(stages.map(({ label }) => label)) })}{' '}
      <Link to="/w/$slug/settings/providers" params={{ slug }} className={styles.link}>
        {t('providers')}
      </Link>
    </li>
  );
}

interface StageProps extends Pick<StagesProps, 'wanted' | 'isOld' | 'onWanted'> {
  stage: EnrichmentStage;
  labelOf: (field: string) => string;
  can: ReadonlySet<string>;
  price: number | undefined;
  /** Who takes something for it from another account. */
  elsewhere: string | undefined;
}

function Stage({ stage, labelOf, can, wanted, price, elsewhere, isOld, onWanted }: StageProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const list = useId();
  const { offered, taken } = takenOf(stage, can, wanted);
  const free = elsewhere === undefined ? t('free') : t('elsewhere', { name: elsewhere });
  const take = (fields: readonly string[], on: boolean) => onWanted(withFields(wanted, fields, on));
  return (
    <li className={styles.stage}>
      <div className={styles.line}>
        <Checkbox
          classNames={{ description: styles.hint ?? '' }}
          label={stage.label}
          description={stage.description}
          checked={taken > 0 && taken === offered.length}
          indeterminate={taken > 0 && taken < offered.length}
          onChange={({ currentTarget: { checked } }) => take(offered, checked)}
        />
        <span className={styles.end}>
          {taken > 0 && (isOld || price !== undefined) && <span className={styles.amount}>{isOld ? t('unknown') : price === 0 ? free : t('upTo', { amount: credits(price ?? 0) })}</span>}
          {offered.length > 1 && (
            <button type="button" className={styles.fields} aria-expanded={open} aria-controls={list} onClick={() => setOpen(!open)}>
              {t('fields', { count: offered.length, taken: count(taken), n: count(offered.length) })}
            </button>
          )}
        </span>
      </div>
      {open && (
        <div id={list} role="group" aria-label={t('fieldsOf', { stage: stage.label })} className={styles.own}>
          {offered.map((field) => (
            <Checkbox
              key={field}
              label={labelOf(field)}
              aria-label={t('field', { stage: stage.label, field: labelOf(field) })}
              checked={wanted.has(field)}
              onChange={({ currentTarget: { checked } }) => take([field], checked)}
            />
          ))}
        </div>
      )}
    </li>
  );
}
