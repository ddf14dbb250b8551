import type { Field, Row } from '@leadgen/client';
import { Link } from '@tanstack/react-router';
import { IconExternalLink } from '@tabler/icons-react';
import type { ReactNode, RefObject } from 'react';
import { Absent, Marks } from './CellState';
import { Editor } from './Editor';
import { Face } from './Face';
import { isCarried, isEmpty, isNumeric, type RecordFields } from './fields';
import type { RowActs } from './GridRow';
import type { Spot } from './keyboard';
import { useText } from './text';
import type { Editing } from './useGrid';
import { Value } from './Value';
import { toText } from './valueText';
import styles from './Grid.module.css';

interface CellProps {
  row: Row;
  field: Field;
  fields: RecordFields;
  slug: string;
  name: string;
  spot: Spot;
  active: boolean;
  editing: Editing | null;
  acts: RefObject<RowActs>;
}

/** One value in its place; a press makes it active, two edit it. */
export function Cell({ row, field, fields, slug, name, spot, active, editing, acts }: CellProps) {
  const t = useText();
  const editable = acts.current.mayEditField(field);
  const value = row.values[field.key];
  const stop = (move?: Spot) => {
    acts.current.edit(null);
    acts.current.focus(move ?? spot);
  };
  return (
    <div
      role="gridcell"
      aria-colindex={spot.column + 2}
      aria-readonly={!editable}
      className={styles.cell}
      data-spot={`${spot.row}:${spot.column}`}
      data-first={spot.column === 0 || undefined}
      data-numeric={isNumeric(field) || undefined}
      data-quiet={field.key !== fields.name.key || undefined}
      data-editing={editing !== null || undefined}
      tabIndex={active ? 0 : -1}
      onMouseDown={() => editing === null && acts.current.focus(spot)}
      onDoubleClick={() => editable && editing === null && acts.current.edit({ id: row.id, key: field.key })}
    >
      {editing === null ? (
        <Content row={row} field={field} fields={fields} slug={slug} name={name} open={() => acts.current.onOpen(row.id)} />
      ) : (
        <Editor
          field={field}
          label={t('edit.label', { label: field.label, name })}
          initial={editing.draft ?? toText(value)}
          refusal={editing.refusal}
          onCancel={() => stop()}
          onSave={(next, then) => {
            acts.current.save(row, field, next);
            const column = spot.column + (then === 'next' ? 1 : then === 'previous' ? -1 : 0);
            stop({ row: spot.row, column: Math.max(0, column) });
          }}
        />
      )}
    </div>
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
      <button type="button" tabIndex={-1} className={styles.name} onClick={open}>
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
