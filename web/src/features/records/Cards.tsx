import type { Field, Row, Total } from '@leadgen/client';
import { Button, Checkbox, NativeSelect } from '@mantine/core';
import { lazy, Suspense, useEffect, useRef, useState, type MouseEvent, type PointerEvent } from 'react';
import { createPortal } from 'react-dom';
import { useRowWindow } from '@/ui/useRowWindow';
import { Face } from '@/records/Face';
import { isEmpty, MOMENTS, nameOf, type RecordFields } from '@/records/fields';
import type { Layout } from './layout';
import type { Selecting } from './selection';
import { useText } from './text';
import { useGridPicks } from './useGridPicks';
import { useValueWords } from '@/records/Value';
import styles from './Cards.module.css';

const TrashLink = lazy(async () => ({ default: (await import('./bulk/TrashLink')).TrashLink }));
const CARD_HEIGHT = 72;
const LINES = 3;
const LOAD_AHEAD_ROWS = 30;
const LONG_PRESS_MS = 500;

interface CardsProps {
  fields: RecordFields;
  layout: Layout;
  rows: readonly (Row | undefined)[];
  /** Where its own tools stand, beside those of the list. */
  slot: HTMLElement | null;
  total: Total;
  sort: string;
  selecting: Selecting;
  onSort: (sort: string | undefined) => void;
  onOpen: (id: string) => void;
  onNearEnd: () => void;
  onLook: (from: number, to: number) => void;
  idsBetween: (from: number, to: number) => readonly string[];
}

/** The list where a grid has no room: the same rows in the same order, three values each. A long press picks them. */
export function Cards({ fields, layout, rows, slot, total, sort, selecting, onSort, onOpen, onNearEnd, onLook, idsBetween }: CardsProps) {
  const t = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const { from, to } = useRowWindow({ scroller, count: rows.length, height: CARD_HEIGHT, overscan: 8 });
  const [isChoosing, setChoosing] = useState(false);
  const picks = useGridPicks(selecting, idsBetween);
  const choosing = isChoosing || selecting.selection.mode !== 'none';
  useEffect(() => {
    onLook(from, to);
    if (to > rows.length - LOAD_AHEAD_ROWS) onNearEnd();
  }, [from, to, rows.length, onNearEnd, onLook]);
  const tools = (
    <>
        <SortBy fields={fields} sort={sort} onSort={onSort} />
        {choosing && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={selecting.all}>
            {t('grid.chooseAll')}
          </Button>
        )}
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          onClick={() => {
            if (choosing) picks.clear();
            setChoosing(!choosing);
          }}
        >
          {t(choosing ? 'grid.chosen' : 'grid.choosing')}
        </Button>
        {!choosing && (
          <Suspense fallback={null}>
            <TrashLink />
          </Suspense>
        )}
    </>
  );
  return (
    <div className={styles.screen}>
      {slot !== null && createPortal(tools, slot)}
      <div ref={scroller} className={styles.scroller}>
        <ul style={{ height: rows.length * CARD_HEIGHT }} className={styles.list}>
          {rows.slice(from, to).map((row, at) => {
            const index = from + at;
            if (row === undefined) return null;
            const name = nameOf(fields, row) ?? t('grid.nameless');
            return (
              <li
                key={row.id}
                className={styles.card}
                data-picked={selecting.has(row.id) || undefined}
                style={{ transform: `translateY(${index * CARD_HEIGHT}px)` }}
                aria-posinset={index + 1}
                aria-setsize={total.exact ? total.value : -1}
              >
                {choosing && (
                  <Checkbox
                    className={styles.pick ?? ''}
                    aria-label={t('grid.pick', { name })}
                    checked={selecting.has(row.id)}
                    onChange={() => picks.pick(index, false)}
                  />
                )}
                <Card
                  fields={fields}
                  shown={layout.shown}
                  row={row}
                  name={name}
                  onOpen={() => (choosing ? picks.pick(index, false) : onOpen(row.id))}
                  onLongPress={() => picks.pick(index, false)}
                />
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
  onLongPress: () => void;
}

function Card({ fields, shown, row, name, onOpen, onLongPress }: CardProps) {
  const press = useLongPress(onLongPress, onOpen);
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
    <button type="button" className={styles.press} data-record={row.id} {...press}>
      <Face name={name} square={fields.kind === 'company'} size={32} />
      <span className={styles.words}>
        <strong>{name}</strong>
        <span>{first}</span>
        <span>{others.join(' · ')}</span>
      </span>
    </button>
  );
}

/** A touch that rests does one thing, a short one or a key the other. */
function useLongPress(onLong: () => void, onShort: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wasLong = useRef(false);
  const stop = () => clearTimeout(timer.current);
  useEffect(() => stop, []);
  return {
    onPointerDown: ({ pointerType }: PointerEvent) => {
      wasLong.current = false;
      if (pointerType === 'mouse') return;
      timer.current = setTimeout(() => {
        wasLong.current = true;
        onLong();
      }, LONG_PRESS_MS);
    },
    onPointerUp: stop,
    onPointerCancel: stop, // the touch became a scroll
    onContextMenu: (event: MouseEvent) => wasLong.current && event.preventDefault(),
    onClick: () => {
      if (!wasLong.current) onShort();
      wasLong.current = false;
    },
  };
}

function SortBy({ fields, sort, onSort }: Pick<CardsProps, 'fields' | 'sort' | 'onSort'>) {
  const t = useText();
  const sortable = fields.own.filter((field) => field.sortable);
  return (
    <NativeSelect
      size="xs"
      className={styles.sort ?? ''}
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
