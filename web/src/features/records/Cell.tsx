import type { Field, Row, Value as FieldValue } from '@leadgen/client';
import { Link } from '@tanstack/react-router';
import { IconExternalLink } from '@tabler/icons-react';
import { useState, type ReactNode, type RefObject } from 'react';
import { Absent, Marks, MarkSign } from './CellState';
import { Editor } from './Editor';
import { Face } from '@/records/Face';
import { isCarried, isEmpty, isNumeric, type RecordFields } from '@/records/fields';
import type { RowActs } from './GridRow';
import type { Spot, Then } from './keyboard';
import { useText } from './text';
import type { Editing } from './useGrid';
import type { Mark } from './cellMarks';
import { Value } from '@/records/Value';
import { isPicked, toText } from '@/records/valueText';
import styles from './Grid.module.css';

interface CellProps {
  row: Row;
  field: Field;
  fields: RecordFields;
  slug: string;
  name: string;
  spot: Spot;
  /** Where it stands from the left, for a pinned column. */
  offset: number | null;
  active: boolean;
  /** Its edges in the range, and in what the fill handle is drawn over; null outside. */
  edges: string | null;
  ghost: string | null;
  /** Whether the range it ends has a handle to fill by. */
  fills: boolean;
  editing: Editing | null;
  mark: Mark | undefined;
  isNews: boolean;
  acts: RefObject<RowActs>;
}

/** One value in its place; a press makes it active, two edit it. */
export function Cell(props: CellProps) {
  const { row, field, fields, slug, name, spot, offset, active, edges, ghost, fills, editing, mark, isNews, acts } = props;
  const t = useText();
  const editable = acts.current.mayEditField(field);
  const value = row.values[field.key];
  const stop = (then: Then) => {
    acts.current.edit(null);
    acts.current.leave(spot, then);
  };
  const isHandled = fills && editing === null && (edges === null ? active : edges.includes('b') && edges.includes('r'));
  return (
    <div
      role="gridcell"
      aria-colindex={spot.column + 2}
      aria-readonly={!editable}
      aria-selected={edges !== null || active}
      aria-busy={mark?.kind === 'pending' || undefined}
      className={styles.cell}
      data-spot={`${spot.row}:${spot.column}`}
      data-pinned={offset !== null || undefined}
      data-numeric={isNumeric(field) || undefined}
      data-quiet={field.key !== fields.name.key || undefined}
      data-editing={editing !== null || undefined}
      data-edges={edges ?? undefined}
      data-ghost={ghost ?? undefined}
      data-mark={mark?.kind}
      data-news={isNews || undefined}
      tabIndex={active ? 0 : -1}
      style={offset === null ? undefined : { left: offset }}
      onDoubleClick={() => editable && editing === null && acts.current.edit({ id: row.id, key: field.key })}
    >
      {editing === null ? (
        <>
          <Content row={row} field={field} fields={fields} slug={slug} name={name} open={() => acts.current.onOpen(row.id)} />
          {mark !== undefined && <MarkSign mark={mark} />}
        </>
      ) : (
        <CellEditor
          field={field}
          label={t('edit.label', { label: field.label, name })}
          value={value}
          editing={editing}
          onCancel={() => stop('stay')}
          onSave={(seen, next, then) => {
            acts.current.save(row, field, seen, next);
            stop(then);
          }}
        />
      )}
      {edges !== null && <i className={styles.range} data-edges={edges} aria-hidden />}
      {ghost !== null && <i className={styles.ghost} data-edges={ghost} aria-hidden />}
      {isHandled && editable && <i className={styles.fill} data-fill aria-hidden />}
    </div>
  );
}

interface CellEditorProps {
  field: Field;
  label: string;
  value: FieldValue | undefined;
  editing: Editing;
  onCancel: () => void;
  onSave: (seen: FieldValue | null, next: FieldValue | null, then: Then) => void;
}

/** Remembers what stood in the cell when the edit began: what somebody writes meanwhile is not overwritten unseen. */
function CellEditor({ field, label, value, editing, onCancel, onSave }: CellEditorProps) {
  const [seen] = useState(value ?? null);
  return (
    <Editor
      field={field}
      label={label}
      // A refused value stands there again; a letter that began the edit seeks among the values.
      initial={isPicked(field) && editing.refusal === undefined ? toText(seen) : (editing.draft ?? toText(seen))}
      typed={editing.refusal === undefined ? editing.draft : undefined}
      refusal={editing.refusal}
      onCancel={onCancel}
      onSave={(next, then) => onSave(seen, next, then)}
    />
  );
}

interface ContentProps extends Pick<CellProps, 'row' | 'field' | 'fields' | 'slug' | 'name'> {
  open: () => void;
}

function Content({ row, field, fields, slug, name, open }: ContentProps) {
  const value = row.values[field.key];
  const state = row.states[field.key];
  if (field.key === fields.name.key) return <Name name={name} kind={fields.kind} open={open} state={<Marks state={state} />} />;
  if (value === undefined || isEmpty(value)) return <Absent state={state} />;
  const shown = <Value field={field} value={value} />;
  return (
    <>
      <span className={styles.value}>
        {isCarried(field) && fields.kind === 'contact' && row.company !== null ? (
          <Link to="/w/$slug/companies" params={{ slug }} search={{ record: row.company.id }} tabIndex={-1} className={styles.link}>
            {shown}
          </Link>
        ) : (
          shown
        )}
      </span>
      <Marks state={state} />
      {field.type === 'url' && <Visit address={toText(value)} />}
    </>
  );
}

function Name({ name, kind, open, state }: { name: string; kind: string; open: () => void; state: ReactNode }) {
  return (
    <>
      <Face name={name} square={kind === 'company'} />
      <button type="button" tabIndex={-1} className={styles.name} onClick={(event) => !event.shiftKey && open()}>
        {name}
      </button>
      {state}
    </>
  );
}

/** Opens a web address; only http and https, whatever a file brought in. */
function Visit({ address }: { address: string }) {
  const t = useText();
  if (!/^https?:\/\//i.test(address)) return null;
  return (
    <a href={address} target="_blank" rel="noreferrer noopener" tabIndex={-1} className={styles.visit} aria-label={t('value.visit', { address })}>
      <IconExternalLink size={14} stroke={1.5} aria-hidden />
    </a>
  );
}
