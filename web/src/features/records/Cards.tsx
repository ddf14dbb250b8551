import type { Field, Row, Total } from '@leadgen/client';
import { NativeSelect } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useRowWindow } from '@/ui/useRowWindow';
import { Face } from './Face';
import { isEmpty, MOMENTS, nameOf, type RecordFields } from './fields';
import type { Layout } from './layout';
import { useText } from './text';
import { useValueWords } from './Value';
import styles from './Cards.module.css';

const CARD_HEIGHT = 72;
const LINES = 3;
const LOAD_AHEAD_ROWS = 30;

interface CardsProps {
  fields: RecordFields;
  layout: Layout;
  rows: readonly Row[];
  total: Total;
  sort: string;
  onSort: (sort: string | undefined) => void;
  onOpen: (id: string) => void;
  onNearEnd: () => void;
}

/** The list where a grid has no room: the same rows in the same order, three values each. */
export function Cards({ fields, layout, rows, total, sort, onSort, onOpen, onNearEnd }: CardsProps) {
  const t = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const { from, to } = useRowWindow({ scroller, count: rows.length, height: CARD_HEIGHT, overscan: 8 });
  useEffect(() => {
    if (to > rows.length - LOAD_AHEAD_ROWS) onNearEnd();
  }, [to, rows.length, onNearEnd]);
  return (
    <div className={styles.screen}>
      <div className={styles.bar}>
        <SortBy fields={fields} sort={sort} onSort={onSort} />
      </div>
      <div ref={scroller} className={styles.scroller}>
        <ul style={{ height: rows.length * CARD_HEIGHT }} className={styles.list}>
          {rows.slice(from, to).map((row, at) => {
            const index = from + at;
            return (
              <li
                key={row.id}
                className={styles.card}
                style={{ transform: `translateY(${index * CARD_HEIGHT}px)` }}
                aria-posinset={index + 1}
                aria-setsize={total.exact ? total.value : -1}
              >
                <Card fields={fields} shown={layout.shown} row={row} name={nameOf(fields, row) ?? t('grid.nameless')} onOpen={() => onOpen(row.id)} />
              </li>
            );
          })}
        </ul>
      </div>
    </div>
  );
}

interface CardProps {
  fields: RecordFields;
  shown: Layout['shown'];
  row: Row;
  name: string;
  onOpen: () => void;
}

function Card({ fields, shown, row, name, onOpen }: CardProps) {
  const valueWords = useValueWords();
  const words = shown
    .map(({ field }) => field)
    .filter((field) => field.key !== fields.name.key)
    .map((field) => {
      const value = row.values[field.key];
      return value === undefined || isEmpty(value) ? '' : valueWords(field, value);
    })
    .filter((text) => text !== '')
    .slice(0, LINES);
  const [first, ...others] = words;
  return (
    <button type="button" className={styles.press} onClick={onOpen} data-record={row.id}>
      <Face name={name} square={fields.kind === 'company'} size={32} />
      <span className={styles.words}>
        <strong>{name}</strong>
        <span>{first}</span>
        <span>{others.join(' · ')}</span>
      </span>
    </button>
  );
}

function SortBy({ fields, sort, onSort }: Pick<CardsProps, 'fields' | 'sort' | 'onSort'>) {
  const t = useText();
  const sortable = fields.own.filter((field) => field.sortable);
  return (
    <NativeSelect
      size="sm"
      aria-label={t('grid.sort')}
      value={sort}
      data={[
        ...sortable.flatMap(bothWays),
        { value: `-${MOMENTS.created}`, label: t('grid.newest') },
        { value: `-${MOMENTS.updated}`, label: t('grid.changed') },
      ]}
      onChange={(event) => onSort(event.currentTarget.value)}
    />
  );
}

function bothWays({ key, label }: Field) {
  return [
    { value: key, label: `${label} ↑` },
    { value: `-${key}`, label: `${label} ↓` },
  ];
}
