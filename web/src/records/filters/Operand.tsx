import type { Field, RecordKind } from '@leadgen/client';
import { Button } from '@mantine/core';
import { isClosed, takesOf, type Known } from './known';
import { CheckList } from './CheckList';
import { Many } from './Many';
import { One, typed } from './One';
import { TextInput } from '@mantine/core';
import type { FieldTest } from './tree';
import { useText } from './text';
import { useChoices } from './useNames';
import styles from './Filters.module.css';

interface OperandProps {
  slug: string;
  kind: RecordKind;
  known: Known;
  field: Field;
  test: FieldTest;
  onValue: (value: unknown) => void;
}

const STATES = ['empty', 'queued', 'running', 'value', 'unknown', 'failed', 'skipped'] as const;
const DAYS = [7, 30, 90, 365];
/** Sizes of organisations as registers class them. */
const SIZES: readonly (readonly [number, number | null])[] = [[1, 9], [10, 49], [50, 249], [250, 999], [1000, null]];

/** What an operator compares with, by what it takes and the type of the field. */
export function Operand({ slug, kind, known, field, test, onValue }: OperandProps) {
  const t = useText();
  const choices = useChoices(slug, kind, field);
  const { value } = test;
  const several = Array.isArray(value) ? (value as readonly unknown[]) : [];
  switch (takesOf(known, test)) {
    case 'nothing':
      return null;
    case 'days':
      return <Days value={value} onValue={onValue} />;
    case 'states':
      return <CheckList label={field.label} choices={STATES.map((state) => ({ value: state, label: t(`states.${state}`) }))} picked={several} onPick={onValue} />;
    case 'many':
      if (isClosed(field)) return choices === null ? null : <CheckList key={choices.length} label={field.label} choices={choices} picked={several} onPick={onValue} />;
      return <Many label={field.label} values={several} isNumeric={field.type === 'number'} onValues={onValue} />;
    case 'pair':
      return <Pair field={field} value={several} onValue={onValue} />;
    default:
      return <One field={field} label={t('value.one')} value={value} choices={isClosed(field) ? choices : null} isFirst onValue={onValue} />;
  }
}

function Pair({ field, value: [low = null, high = null], onValue }: { field: Field; value: readonly unknown[]; onValue: (value: unknown) => void }) {
  const t = useText();
  const tell = (from: unknown, to: unknown) => onValue([from ?? null, to ?? null]);
  return (
    <>
      <div data-row className={styles.pair}>
        <One field={field} label={t('value.from')} value={low ?? undefined} choices={null} isFirst onValue={(from) => tell(from, high)} />
        <One field={field} label={t('value.to')} value={high ?? undefined} choices={null} onValue={(to) => tell(low, to)} />
      </div>
      {field.type === 'range' && (
        <div className={styles.quick} role="group" aria-label={t('value.sizes')}>
          {SIZES.map(([from, to]) => (
            <Button key={from} size="compact-xs" aria-pressed={low === from && high === to} onClick={() => tell(from, to)}>
              {to === null ? `${from}+` : `${from}–${to}`}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}

function Days({ value, onValue }: { value: unknown; onValue: (value: unknown) => void }) {
  const t = useText();
  return (
    <>
      <TextInput label={t('value.days')} inputMode="numeric" value={String(value ?? '')} onChange={(event) => onValue(typed(event.currentTarget.value, true))} data-autofocus />
      <div className={styles.quick}>
        {DAYS.map((days) => (
          <Button key={days} size="compact-xs" aria-pressed={value === days} onClick={() => onValue(days)}>
            {t('value.days', { count: days })}
          </Button>
        ))}
      </div>
    </>
  );
}
