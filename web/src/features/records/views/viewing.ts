/** What of a list comes from its view, and what was changed since. Pure. */
import type { Field, View, ViewColumn } from '@leadgen/client';
import { storedOf, type Column, type Stored } from '../columnLayout';
import { same } from '@/records/filters/tree';
import type { GridSearch } from '../search';

/** The filter that holds: the address's, else the view's. */
export function filterOf(search: Pick<GridSearch, 'filter'>, view: Pick<View, 'filter'> | undefined): unknown {
  const given = search.filter !== undefined ? search.filter : view?.filter;
  return given ?? undefined;
}

/** What stands in the address for a filter: nothing, where it is the view's own; null, where it is none instead of one. */
export function filterInAddress(filter: unknown, view: Pick<View, 'filter'> | undefined): unknown {
  if (same(filter, view?.filter)) return undefined;
  return filter ?? (view === undefined ? undefined : null);
}

/** The key of the field that the rows are grouped by: the address's, else the view's. */
export function groupOf(search: Pick<GridSearch, 'group'>, view: Pick<View, 'group_by'> | undefined): string | undefined {
  return (search.group === undefined ? view?.group_by : search.group) ?? undefined;
}

/** What stands in the address for it, as with a filter. */
export function groupInAddress(key: string | null, view: Pick<View, 'group_by'> | undefined): string | null | undefined {
  if (key === (view?.group_by ?? null)) return undefined;
  return key;
}

/** Whether the list is another one than its view saved. */
export function isChanged(search: GridSearch, view: View, columns: readonly Column[], base: readonly Column[]): boolean {
  const isFiltered = search.filter !== undefined && !same(search.filter, view.filter);
  const isSorted = search.sort !== undefined && search.sort !== view.sort;
  const isGrouped = search.group !== undefined && search.group !== view.group_by;
  return isFiltered || isSorted || isGrouped || !same(columns, base);
}

/** A view's columns as the grid keeps them; null where it has none of its own. A width that it has not is the field's. */
export function storedColumns(fields: readonly Field[], columns: readonly ViewColumn[]): Stored | null {
  if (columns.length === 0) return null;
  const stored = storedOf(fields, columns.map(({ key, width, pinned }) => ({ key, width: width ?? 0, pinned: pinned === 'left' })));
  const given = columns.filter(({ width }) => width !== null && width !== undefined).map(({ key }) => key);
  return { ...stored, widths: Object.fromEntries(Object.entries(stored.widths).filter(([key]) => given.includes(key))) };
}

/** The grid's columns as a view keeps them. */
export function viewColumns(columns: readonly Column[]): ViewColumn[] {
  return columns.map(({ key, width, pinned }) => ({ key, width, pinned: pinned ? 'left' : null }));
}
