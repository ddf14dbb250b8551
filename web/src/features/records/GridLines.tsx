import type { Field, Row } from '@leadgen/client';
import { useLayoutEffect, useRef } from 'react';
import type { RecordFields } from '@/records/fields';
import { GridHead } from './GridHead';
import { GridRow, type RowActs } from './GridRow';
import { endOf, type Head, type Heads, headsNear, placeIn, type Section } from './groups/lines';
import type { ShownColumn } from './layout';
import { type Box, spanOf } from './ranges';
import type { Selecting } from './selection';
import { type GridFocus, ROW_HEIGHT } from './useGrid';
import type { GridWrites } from './useGridWrites';
import styles from './Grid.module.css';

/** What a line that is no record can ask of its grid. */
export interface LineActs {
  act: (head: Head, line: number) => void;
}

interface GridLinesProps {
  slug: string;
  fields: RecordFields;
  rows: readonly (Row | undefined)[];
  heads: Heads;
  sections: readonly Section[];
  group: Field | undefined;
  shown: readonly ShownColumn[];
  offsets: readonly (number | null)[];
  grid: GridFocus;
  /** Where the fill handle is drawn to. */
  ghost: Box | null;
  marks: GridWrites['marks'];
  selecting: Selecting;
  openId: string | undefined;
  mayEdit: boolean;
  acts: RowActs;
  onHead: (head: Head, line: number) => void;
}

/** The lines in or near sight: records, and heads of groups between them. */
export function GridLines(props: GridLinesProps) {
  const { slug, fields, rows, heads, sections, group, shown, offsets, grid, ghost, marks, selecting, openId, mayEdit, acts, onHead } = props;
  const { active, editing, range, standing } = grid;
  const latest = useRef(acts);
  const lines = useRef<LineActs>({ act: onHead });
  useLayoutEffect(() => {
    latest.current = acts;
    lines.current = { act: onHead };
  });
  // A record may stand in several groups: it is edited where the keyboard is.
  const editedAt = editing === null || rows[active.row]?.id === editing.id ? active.row : rows.findIndex((row) => row?.id === editing.id);
  const { window: near } = grid;
  const above = group === undefined ? [] : headsNear(heads, sections, near.from, near.to).filter((line) => !standing.includes(line));
  return [...above, ...standing].map((index) => {
    const row = rows[index];
    const head = heads.get(index);
    const top = index * ROW_HEIGHT;
    const activeColumn = index === active.row ? active.column : null;
    if (head !== undefined && group !== undefined) {
      return <GridHead key={`${head.kind} ${head.group.key}`} head={head} field={group} index={index} top={top} height={(endOf(heads, sections, index) - index) * ROW_HEIGHT} columns={shown.length} activeColumn={activeColumn} acts={lines} />;
    }
    if (row === undefined) return <div key={index} role="presentation" className={styles.away} style={{ transform: `translateY(${top}px)` }} />;
    return (
      <GridRow
        key={group === undefined ? row.id : `${row.id} ${index - placeIn(sections, index)}`}
        row={row}
        index={index}
        number={placeIn(sections, index) + 1}
        isInGroup={group !== undefined}
        top={top}
        fields={fields}
        slug={slug}
        shown={shown}
        offsets={offsets}
        activeColumn={activeColumn}
        span={spanOf(range, index)}
        ghost={spanOf(ghost, index)}
        editing={editing?.id === row.id && index === editedAt ? editing : null}
        marks={marks.get(row.id)}
        picked={selecting.has(row.id)}
        open={row.id === openId}
        mayEdit={mayEdit}
        acts={latest}
      />
    );
  });
}
