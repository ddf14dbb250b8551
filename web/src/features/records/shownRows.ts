/** Records as they stand on the screen: changed in every loaded page and as the open record. */
import type { Record as FullRecord, RecordKind, RecordPage, Row } from '@leadgen/client';
import type { Query } from '@tanstack/react-query';
import { keyOf, queries } from '@/lib/query';
import { OPERATIONS, type Values } from '@/records/calls';

export type RowChange = <R extends Row>(row: R) => R;

/** Rows that this page wrote itself: they are nobody's news. */
const own = new WeakSet<object>();

export function isOwn(row: Row): boolean {
  return own.has(row);
}

/** Changes records wherever they are kept. */
export function showRows(kind: RecordKind, changes: ReadonlyMap<string, RowChange>): void {
  const of = (operation: string) => ({
    predicate: ({ queryKey }: Pick<Query, 'queryKey'>) => keyOf(queryKey)?._id === operation,
  });
  const changed = <R extends Row>(row: R): R => {
    const change = changes.get(row.id);
    if (change === undefined) return row;
    const next = change(row);
    own.add(next);
    return next;
  };
  queries.setQueriesData<RecordPage>(of(OPERATIONS[kind].list), (page) =>
    page?.items.some(({ id }) => changes.has(id)) === true ? { ...page, items: page.items.map(changed) } : page,
  );
  queries.setQueriesData<FullRecord>(of(OPERATIONS[kind].get), (record) => (record === undefined ? record : changed(record)));
}

/**
 * Answers that are on their way may have been read before a write and would show the old value after it: they are
 * dropped, and asked for again once the returned function says that the write is done.
 */
export function holdOff(kind: RecordKind): () => void {
  const { list, get } = OPERATIONS[kind];
  const isOnItsWay = ({ queryKey, state }: Query) => {
    const asked = keyOf(queryKey)?._id;
    return (asked === list || asked === get) && state.fetchStatus === 'fetching' && state.data !== undefined;
  };
  const dropped = new Set(queries.getQueryCache().findAll({ predicate: isOnItsWay }));
  void queries.cancelQueries({ predicate: (query) => dropped.has(query) });
  return () => void queries.invalidateQueries({ predicate: (query) => dropped.has(query) || isOnItsWay(query) });
}

/** The row with these values; null takes one away. */
export function withValues<R extends Row>(row: R, values: Values): R {
  const next = { ...row.values };
  for (const [key, value] of Object.entries(values)) {
    if (value === null) delete next[key];
    else next[key] = value;
  }
  return { ...row, values: next };
}
