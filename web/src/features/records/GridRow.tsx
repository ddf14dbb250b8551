import type { Field, Row, Value } from '@leadgen/client';
import { memo, type RefObject } from 'react';
import { Cell } from './Cell';
import { nameOf, type RecordFields } from './fields';
import type { Spot } from './keyboard';
import { useText } from './text';
import type { Editing } from './useGrid';
import styles from './Grid.module.css';

/** What a cell can ask of its grid. */
export interface RowActs {
  focus: (spot: Spot) => void;
  edit: (editing: Editing | null) => void;
  save: (row: Row, field: Field, value: Value | null) => void;
  onOpen: (id: string) => void;
  mayEditField: (field: Field) => boolean;
}

interface GridRowProps {
  row: Row;
  index: number;
  top: number;
  slug: string;
  fields: RecordFields;
  shown: readonly { field: Field }[];
  /** The column of the active cell when it is in this row. */
  activeColumn: number | null;
  editing: Editing | null;
  open: boolean;
  acts: RefObject<RowActs>;
}

/** One record as a row. Drawn again only when something of its own changed. */
export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { row, index, top, fields, shown, activeColumn, editing, open, acts, slug } = props;
  const t = useText();
  const name = nameOf(fields, row) ?? t('grid.nameless');
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={open}
      className={styles.row}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div role="rowheader" aria-colindex={1} className={styles.number}>
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('grid.open', { number: index + 1, name })}
          onClick={() => {
            acts.current.focus({ row: index, column: 0 });
            acts.current.onOpen(row.id);
          }}
        >
          {index + 1}
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
          active={activeColumn === column}
          editing={editing?.key === field.key ? editing : null}
          acts={acts}
        />
      ))}
    </div>
  );
});
