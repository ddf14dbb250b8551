import type { Field, Row, Total, Value } from '@leadgen/client';
import { useEffect, useLayoutEffect, useRef, type ClipboardEvent, type KeyboardEvent } from 'react';
import type { RecordFields } from './fields';
import { nameOf } from './fields';
import { GridHeader } from './GridHeader';
import { GridRow, type RowActs } from './GridRow';
import { HEADER } from './keyboard';
import type { Layout } from './layout';
import { useText } from './text';
import { useGridFocus, ROW_HEIGHT } from './useGrid';
import { fromText, toText } from './valueText';
import { useWrite } from './writing';
import { toast } from '@/ui/toast';
import styles from './Grid.module.css';

const NUMBER_WIDTH = 44;
const LOAD_AHEAD_ROWS = 60;

interface GridProps {
  slug: string;
  fields: RecordFields;
  layout: Layout;
  rows: readonly Row[];
  total: Total;
  /** A field's key, with a minus in front for descending. */
  sort: string;
  mayEdit: boolean;
  openId: string | undefined;
  onSort: (sort: string | undefined) => void;
  onOpen: (id: string | undefined) => void;
  /** Asked when the end of what is loaded comes near. */
  onNearEnd: () => void;
  loadingMore: boolean;
}

/** The spreadsheet: virtual rows, one active cell, editing in place. */
export function Grid({ slug, fields, layout, rows, total, sort, mayEdit, openId, onSort, onOpen, onNearEnd, loadingMore }: GridProps) {
  const t = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const { shown } = layout;
  const grid = useGridFocus(scroller, rows.length, shown.length);
  const { active, editing, setEditing, focus, standing } = grid;
  const write = useWrite(slug, ({ target, field, after, name }, refusal) => {
    const again = () => setEditing({ id: target.id, key: field.key, draft: toText(after), refusal });
    if (grid.editing === null) again();
    else toast(t('edit.failed', { field: field.label, name, reason: refusal }), { tone: 'bad', action: { label: t('edit.again'), act: again } });
  });

  const lastStanding = standing.at(-1) ?? 0;
  useEffect(() => {
    if (lastStanding > rows.length - LOAD_AHEAD_ROWS) onNearEnd();
  }, [lastStanding, rows.length, onNearEnd]);
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [sort]);
  const openAt = openId === undefined ? -1 : rows.findIndex((row) => row.id === openId);
  const { show } = grid;
  useEffect(() => {
    if (openAt !== -1) show(openAt);
  }, [openAt, show]);
  useReturnOfFocus(openId, () => focus(active));

  const at = (): { row: Row; field: Field } | null => {
    const row = rows[active.row];
    const field = shown[active.column]?.field;
    return row === undefined || field === undefined ? null : { row, field };
  };
  const mayEditField = (field: Field) => mayEdit && field.editable && field.kind === fields.kind;
  const nameIt = (row: Row) => nameOf(fields, row) ?? t('grid.nameless');
  const save = (row: Row, field: Field, after: Value | null) => {
    const before = row.values[field.key] ?? null;
    if (toText(before) === toText(after)) return;
    write({ target: { slug, kind: fields.kind, id: row.id }, name: nameIt(row), field, before, after });
  };
  const edit = () => {
    const here = at();
    if (here === null) return;
    if (mayEditField(here.field)) setEditing({ id: here.row.id, key: here.field.key });
    else toast(t('edit.readOnly', { label: here.field.label }));
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const ours = event.target instanceof HTMLElement && event.target.dataset['spot'] !== undefined;
    if (editing !== null || !ours || event.altKey) return;
    const here = at();
    const handled =
      grid.move(event.key, event.ctrlKey || event.metaKey) ||
      (active.row !== HEADER && here !== null && act(event.key, here.row, here.field));
    if (handled) event.preventDefault();
  };
  const act = (key: string, row: Row, field: Field): boolean => {
    if (key === 'Enter' || key === 'F2') edit();
    else if (key === ' ') onOpen(row.id);
    else if (key === 'Escape') onOpen(undefined);
    else if ((key === 'Delete' || key === 'Backspace') && mayEditField(field)) save(row, field, null);
    else return false;
    return true;
  };
  const onCopy = (event: ClipboardEvent) => {
    const here = at();
    if (editing !== null || here === null || active.row === HEADER) return;
    event.clipboardData.setData('text/plain', toText(here.row.values[here.field.key]));
    event.preventDefault();
    toast(t('edit.copied'));
  };
  const onPaste = (event: ClipboardEvent) => {
    const here = at();
    if (editing !== null || here === null || active.row === HEADER) return;
    event.preventDefault();
    if (!mayEditField(here.field)) return toast(t('edit.readOnly', { label: here.field.label }));
    return save(here.row, here.field, fromText(here.field, event.clipboardData.getData('text/plain')));
  };

  const acts: RowActs = { focus, edit: setEditing, save, onOpen, mayEditField };
  const latest = useRef(acts);
  useLayoutEffect(() => {
    latest.current = acts;
  });
  return (
    <div
      ref={scroller}
      role="grid"
      className={styles.grid}
      aria-label={t(`${fields.kind}.grid`)}
      aria-description={t('grid.help')}
      aria-rowcount={total.exact ? total.value + 1 : -1}
      aria-colcount={shown.length + 1}
      aria-readonly={!mayEdit}
      style={{ '--columns': `${NUMBER_WIDTH}px ${shown.map(({ width }) => `${width}px`).join(' ')}` }}
      onKeyDown={onKeyDown}
      onCopy={onCopy}
      onPaste={onPaste}
    >
      <GridHeader layout={layout} sort={sort} active={active} onSort={onSort} onFocus={focus} />
      <div role="rowgroup" className={styles.body} style={{ height: rows.length * ROW_HEIGHT + (loadingMore ? ROW_HEIGHT : 0) }}>
        {standing.map((index) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <GridRow
              key={row.id}
              row={row}
              index={index}
              top={index * ROW_HEIGHT}
              fields={fields}
              slug={slug}
              shown={shown}
              activeColumn={index === active.row ? active.column : null}
              editing={editing?.id === row.id ? editing : null}
              open={row.id === openId}
              acts={latest}
            />
          );
        })}
        {loadingMore && (
          <div className={styles.more} style={{ top: rows.length * ROW_HEIGHT }} role="presentation">
            {t('grid.more')}
          </div>
        )}
      </div>
    </div>
  );
}

/** When the drawer closes, the keyboard is back in the cell it came from. */
function useReturnOfFocus(openId: string | undefined, giveBack: () => void) {
  const before = useRef(openId);
  useEffect(() => {
    if (before.current !== undefined && openId === undefined) giveBack();
    before.current = openId;
  });
}
