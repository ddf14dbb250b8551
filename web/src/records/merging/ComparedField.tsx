import type { Field, MergeChoice, Row, Value as FieldValue } from '@leadgen/client';
import { VisuallyHidden } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { isEmpty } from '../fields';
import { Value } from '../Value';
import styles from './Comparison.module.css';
import { useText } from './text';
import type { CellProps } from './useCells';

/** Longer texts are shown in part until somebody asks for all of it. */
const LONG = 140;
const LONGEST = 20_000;

interface ComparedFieldProps {
  field: Field;
  choice: MergeChoice;
  records: readonly Row[];
  /** The records differ in it: a value is picked. */
  isOpen: boolean;
  out: ReadonlySet<string>;
  cell: (column: number) => CellProps;
  mayPick: boolean;
}

/** One field of all records: the value that stays is marked, with its reason. */
export function ComparedField({ field, choice, records, isOpen, out, cell, mayPick }: ComparedFieldProps) {
  const t = useText();
  const [unfolded, setUnfolded] = useState(false);
  const isLong = records.some(({ values }) => lengthOf(values[choice.field]) > LONG);
  return (
    <div role="row" className={styles.line} data-open={isOpen || undefined}>
      <div role="rowheader" className={styles.label}>
        <span title={field.description}>{field.label}</span>
        {choice.reason !== 'same' && <span className={styles.reason}>{t(`reason.${choice.reason}`)}</span>}
        {isLong && (
          <button type="button" className={styles.more} aria-expanded={unfolded} onClick={() => setUnfolded(!unfolded)}>
            {t(unfolded ? 'less' : 'more')}
          </button>
        )}
      </div>
      {choice.reason === 'united' && (
        <div {...cell(0)} role="gridcell" aria-colspan={records.length} className={styles.cell} data-united>
          <span className={styles.value} dir="auto">
            {choice.value !== null && <Value field={field} value={choice.value} />}
          </span>
        </div>
      )}
      {choice.reason !== 'united' && records.map((record, column) => {
        const value = record.values[choice.field];
        const isThere = value !== undefined && !isEmpty(value);
        const isChosen = choice.record_id === record.id;
        return (
          <div
            key={record.id}
            {...cell(column)}
            role="gridcell"
            className={styles.cell}
            aria-selected={isOpen ? isChosen : undefined}
            data-pickable={(mayPick && isOpen && isThere && !out.has(record.id)) || undefined}
            data-out={out.has(record.id) || undefined}
            data-number={column + 1}
          >
            {isOpen && isChosen && <IconCheck className={styles.check ?? ''} size={14} stroke={2} aria-hidden />}
            {isThere ? (
              <span className={styles.value} dir="auto" data-folded={(isLong && !unfolded) || undefined}>
                <Value field={field} value={shortened(value, unfolded ? LONGEST : LONG * 3)} />
              </span>
            ) : (
              <VisuallyHidden>{t('empty')}</VisuallyHidden>
            )}
          </div>
        );
      })}
    </div>
  );
}

function lengthOf(value: FieldValue | undefined): number {
  return typeof value === 'string' ? value.length : 0;
}

/** So that a value of a megabyte does not stop the screen. */
function shortened(value: FieldValue, most: number): FieldValue {
  return typeof value === 'string' && value.length > most ? `${value.slice(0, most)}…` : value;
}
