import type { Field, Row, Total, Value } from '@leadgen/client';
import { lazy, Suspense, useEffect, useLayoutEffect, useRef } from 'react';
import type { RecordFields } from './fields';
import { isEmpty, nameOf } from './fields';
import { GridHeader } from './GridHeader';
import { GridRow, type RowActs } from './GridRow';
import type { Layout } from './layout';
import { useText } from './text';
import { useGlance } from './useGlance';
import { useGridFocus, ROW_HEIGHT } from './useGrid';
import { useGridKeys } from './useGridKeys';
import { toText } from './valueText';
import { useWrite } from './writing';
import { toast } from '@/ui/toast';
import styles from './Grid.module.css';

const Glance = lazy(async () => ({ default: (await import('./Glance')).Glance }));
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

  const row = rows[active.row];
  const field = shown[active.column]?.field;
  const here = row === undefined || field === undefined ? null : { row, field };
  const mayEditField = (one: Field) => mayEdit && one.editable && one.kind === fields.kind;
  const save = (of: Row, one: Field, after: Value | null) => {
    const before = of.values[one.key] ?? null;
    if (toText(before) === toText(after)) return;
    write({ target: { slug, kind: fields.kind, id: of.id }, name: nameOf(fields, of) ?? t('grid.nameless'), field: one, before, after });
  };
  const keys = useGridKeys({ grid, here, mayEditField, save, onOpen });
  const { glance, onKey, listeners } = useGlance(editing !== null);
  const looked = glance === null ? null : sourceOf(slug, fields, rows[glance.spot.row], shown[glance.spot.column]?.field);

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
      {...listeners}
      {...keys}
      onKeyDown={(event) => {
        onKey();
        keys.onKeyDown(event);
      }}
    >
      <GridHeader layout={layout} sort={sort} active={active} onSort={onSort} onFocus={focus} />
      <div role="rowgroup" className={styles.body} style={{ height: rows.length * ROW_HEIGHT + (loadingMore ? ROW_HEIGHT : 0) }}>
        {standing.map((index) => {
          const one = rows[index];
          if (one === undefined) return null;
          return (
            <GridRow
              key={one.id}
              row={one}
              index={index}
              top={index * ROW_HEIGHT}
              fields={fields}
              slug={slug}
              shown={shown}
              activeColumn={index === active.row ? active.column : null}
              editing={editing?.id === one.id ? editing : null}
              open={one.id === openId}
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
      {glance !== null && looked !== null && (
        <Suspense fallback={null}>
          <Glance cell={glance.cell} {...looked} />
        </Suspense>
      )}
    </div>
  );
}

/** Whose evidence tells where a shown value comes from; null where there is no value. */
function sourceOf(slug: string, fields: RecordFields, row: Row | undefined, field: Field | undefined) {
  if (row === undefined || field === undefined || isEmpty(row.values[field.key])) return null;
  const id = field.kind === fields.kind ? row.id : row.company?.id;
  return id === undefined ? null : { field, target: { slug, kind: field.kind, id } };
}

/** When the drawer closes, the keyboard is back in the cell it came from. */
function useReturnOfFocus(openId: string | undefined, giveBack: () => void) {
  const before = useRef(openId);
  useEffect(() => {
    if (before.current !== undefined && openId === undefined) giveBack();
    before.current = openId;
  });
}
