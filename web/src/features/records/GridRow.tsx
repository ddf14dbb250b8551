import type { Field, Row, Value } from '@leadgen/client';
import { memo, useEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { Cell } from './Cell';
import { nameOf, type RecordFields } from '@/records/fields';
import type { Spot, Then } from './keyboard';
import { edgesOf } from './ranges';
import { isOwn, withValues } from './shownRows';
import { useText } from './text';
import type { Editing } from './useGrid';
import type { RowMarks } from './cellMarks';
import { toText } from '@/records/valueText';
import styles from './Grid.module.css';

const NEWS_STAY_MS = 1500;
const NO_NEWS: ReadonlySet<string> = new Set();

/** What a cell can ask of its grid. */
export interface RowActs {
  focus: (spot: Spot) => void;
  edit: (editing: Editing | null) => void;
  save: (row: Row, field: Field, seen: Value | null, after: Value | null) => void;
  /** Where the keyboard goes when an editor closes. */
  leave: (spot: Spot, then: Then) => void;
  onOpen: (id: string) => void;
  mayEditField: (field: Field) => boolean;
  /** Picks the row or lets it go; with `through` all between it and the one picked before. */
  pick: (index: number, through: boolean) => void;
}

interface GridRowProps {
  row: Row;
  index: number;
  /** What is written at its left: its place in the list, or in its group. */
  number: number;
  isInGroup: boolean;
  top: number;
  slug: string;
  fields: RecordFields;
  shown: readonly { field: Field }[];
  /** Where pinned columns stand, from the left. */
  offsets: readonly (number | null)[];
  /** The column of the active cell when it is in this row. */
  activeColumn: number | null;
  /** What the row has of the range, and of the drawn fill handle. */
  span: string | null;
  ghost: string | null;
  editing: Editing | null;
  marks: RowMarks | undefined;
  picked: boolean;
  open: boolean;
  mayEdit: boolean;
  acts: RefObject<RowActs>;
}

/** One record as a row. Drawn again only when something of its own changed. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { index, number, isInGroup, top, fields, shown, offsets, activeColumn, span, ghost, editing, marks, picked, open, mayEdit, acts, slug } = props;
  const t = useText();
  const row = useMemo(() => withPending(props.row, marks), [props.row, marks]);
  const name = nameOf(fields, row) ?? t('grid.nameless');
  const news = useNews(props.row, editing?.key, marks);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-level={isInGroup ? 2 : undefined}
      aria-selected={picked}
      className={styles.row}
      data-picked={picked || undefined}
      data-open={open || undefined}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="rowheader" aria-colindex={1} className={styles.number}>
        <input
          type="checkbox"
          tabIndex={-1}
          className={styles.pick}
          aria-label={t('grid.pick', { name })}
          checked={picked}
          onChange={() => undefined}
          onClick={(event) => acts.current.pick(index, event.shiftKey)}
        />
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('grid.open', { number, name })}
          onClick={() => {
            acts.current.focus({ row: index, column: 0 });
            acts.current.onOpen(row.id);
          }}
        >
          {number}
        </button>
      </div>
      {shown.map(({ field }, column) => (
        <Cell
          key={field.key}
          row={row}
          field={field}
          fields={fields}
          slug={slug}
          name={name}
          spot={{ row: index, column }}
          offset={offsets[column] ?? null}
          active={activeColumn === column}
          edges={edgesOf(span, column)}
          ghost={edgesOf(ghost, column)}
          fills={mayEdit}
          editing={editing?.key === field.key ? editing : null}
          mark={marks?.[field.key]}
          isNews={news.has(field.key)}
          acts={acts}
        />
      ))}
    </div>
  );
});

/** What is on its way to the server stands in its cell, whatever the server said before. */
function withPending(row: Row, marks: RowMarks | undefined): Row {
  const pending = Object.entries(marks ?? {}).flatMap(([key, mark]) => (mark.kind === 'pending' ? [[key, mark.value] as const] : []));
  return pending.length === 0 ? row : withValues(row, Object.fromEntries(pending));
}

/** The fields that somebody else has just changed; never the one that is being edited here. */
function useNews(row: Row, editedKey: string | undefined, marks: RowMarks | undefined): ReadonlySet<string> {
  const [before, setBefore] = useState(row);
  const [news, setNews] = useState(NO_NEWS);
  if (before !== row) {
    setBefore(row);
    if (!isOwn(row)) {
      const changed = Object.keys({ ...before.values, ...row.values }).filter(
        (key) => key !== editedKey && marks?.[key] === undefined && toText(before.values[key]) !== toText(row.values[key]),
      );
      if (changed.length > 0) setNews(new Set(changed));
    }
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (news === NO_NEWS) return undefined;
    timer.current = setTimeout(() => setNews(NO_NEWS), NEWS_STAY_MS);
    return () => clearTimeout(timer.current);
  }, [news]);
  return news;
}
