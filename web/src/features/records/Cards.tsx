import type { Field, Row, Total } from '@leadgen/client';
import { Button, NativeSelect } from '@mantine/core';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useRowWindow } from '@/ui/useRowWindow';
import { MOMENTS, type RecordFields } from '@/records/fields';
import { CARD_HEIGHT, CardLine } from './Card';
import { CardGroup, HEAD_HEIGHT } from './CardGroup';
import { endOf, type Head, type Heads, headsNear, type Section } from './groups/lines';
import { placesOf } from './groups/places';
import type { Layout } from './layout';
import type { Selecting } from './selection';
import { useText } from './text';
import { useGridPicks } from './useGridPicks';
import styles from './Cards.module.css';

const TrashLink = lazy(async () => ({ default: (await import('./bulk/TrashLink')).TrashLink }));
const LOAD_AHEAD_ROWS = 30;

interface CardsProps {
  fields: RecordFields;
  layout: Layout;
  rows: readonly (Row | undefined)[];
  /** Where its own tools stand, beside those of the list. */
  slot: HTMLElement | null;
  total: Total;
  sort: string;
  /** The lines among the rows that are heads of groups, and the rows of each group. */
  heads: Heads;
  sections: readonly Section[];
  group: Field | undefined;
  selecting: Selecting;
  onSort: (sort: string | undefined) => void;
  onToggle: (key: string) => void;
  onGrow: (key: string) => void;
  onOpen: (id: string) => void;
  onNearEnd: () => void;
  onLook: (from: number, to: number) => void;
  idsBetween: (from: number, to: number) => readonly string[];
}

/** The list where a grid has no room: the same rows and groups in the same order, three values each. A long press picks them. */
export function Cards(props: CardsProps) {
  const { fields, layout, rows, heads, sections, group, slot, total, sort, selecting } = props;
  const { onSort, onToggle, onGrow, onOpen, onNearEnd, onLook, idsBetween } = props;
  const t = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const { topOf, lineAt } = useMemo(() => placesOf(heads, CARD_HEIGHT, HEAD_HEIGHT), [heads]);
  const { from, to } = useRowWindow({ scroller, count: rows.length, rowAt: lineAt, overscan: 8 });
  const [isChoosing, setChoosing] = useState(false);
  const picks = useGridPicks(selecting, idsBetween);
  const choosing = isChoosing || selecting.selection.mode !== 'none';
  useEffect(() => {
    onLook(from, to);
    if (to > rows.length - LOAD_AHEAD_ROWS) onNearEnd();
  }, [from, to, rows.length, onNearEnd, onLook]);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [sort, group]);
  /** The cards of these lines, in a list whose first line is `first`. */
  const cards = (begin: number, end: number, first: number, size: number | null) =>
    rows.slice(begin, end).map((row, at) => {
      const line = begin + at;
      return (
        row !== undefined && (
          <CardLine
            key={row.id}
            fields={fields}
            shown={layout.shown}
            row={row}
            top={topOf(line) - topOf(first)}
            place={line - first}
            size={size}
            isPicked={selecting.has(row.id)}
            isChoosing={choosing}
            onPick={() => picks.pick(line, false)}
            onOpen={() => onOpen(row.id)}
          />
        )
      );
    });
  const toggle = (line: number, { group: { key }, isOpen }: Head) => {
    // What is closed from amid its cards would leave other ones in their place.
    if (isOpen && (scroller.current?.scrollTop ?? 0) > topOf(line)) scroller.current?.scrollTo({ top: topOf(line) });
    onToggle(key);
  };
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
        <ul style={{ height: topOf(rows.length) }} className={styles.list}>
          {group === undefined
            ? cards(from, to, 0, total.exact ? total.value : null)
            : headsNear(heads, sections, from, to).map((line) => {
                const end = endOf(heads, sections, line);
                const head = heads.get(line);
                return (
                  head !== undefined && (
                    <CardGroup
                      key={head.group.key}
                      head={head}
                      next={heads.get(end - 1)}
                      field={group}
                      top={topOf(line)}
                      height={topOf(end) - topOf(line)}
                      onToggle={() => toggle(line, head)}
                      onGrow={() => onGrow(head.group.key)}
                    >
                      {cards(Math.max(from, line + 1), Math.min(to, end), line + 1, head.group.isExact ? head.group.count : null)}
                    </CardGroup>
                  )
                );
              })}
        </ul>
      </div>
    </div>
  );
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
