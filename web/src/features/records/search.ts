/** The state of a grid, all of it in the address. */
export interface GridSearch {
  /** A field's key, with a minus in front for descending. */
  sort?: string;
  /** The record open in the drawer, and its tab. */
  record?: string;
  tab?: 'timeline' | 'evidence';
  /** Only records that this operation touched. */
  operation?: string;
  /** The dialog for a new record is open. */
  create?: true;
  /** The tree of a filter, as the server reads it; null: none, where the view would have one. A text is no JSON. */
  filter?: unknown;
  /** The field by whose values the rows stand in groups; null: none, where the view would have one. */
  group?: string | null;
  /** The view whose filter, order and columns hold where the address says nothing else. */
  view?: string;
  /** What is searched for. */
  q?: string;
  /** The facets stand beside the list. */
  facets?: true;
  /** The list is that of what was removed. */
  trash?: true;
}

export function gridSearch(search: Record<string, unknown>): GridSearch {
  const { tab, filter } = search;
  return {
    ...text('sort', search['sort']),
    ...text('record', search['record']),
    ...((tab === 'timeline' || tab === 'evidence') && { tab }),
    ...text('operation', search['operation']),
    ...flag('create', search['create']),
    ...(filter !== undefined && { filter }),
    ...(search['group'] === null ? { group: null } : text('group', search['group'])),
    ...text('view', search['view']),
    ...text('q', search['q']),
    ...flag('facets', search['facets']),
    ...flag('trash', search['trash']),
  };
}

/** A text of the address; one that looks like a number or a truth value has been read as one. */
function text<Key extends string>(key: Key, value: unknown): { [K in Key]?: string } {
  const isPlain = typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value !== '');
  return isPlain ? ({ [key]: String(value) } as { [K in Key]: string }) : {};
}

function flag<Key extends string>(key: Key, value: unknown): { [K in Key]?: true } {
  return value === true ? ({ [key]: true } as { [K in Key]: true }) : {};
}

/** The filter of a list with what is searched for put in; undefined where there is neither. */
export function filterWith(filter: unknown, q: string | undefined): unknown {
  if (q === undefined) return filter ?? undefined;
  return narrowed(filter, { term: 'search', value: q });
}

/** A filter with one test more. */
export function narrowed(filter: unknown, test: unknown): unknown {
  if (filter === undefined || filter === null) return test;
  const parts = partsOf(filter);
  return { all: parts === null ? [filter, test] : [...parts, test] };
}

/** The parts of a filter that is nothing but `all`: put beside them, a test leaves every place where it was. */
function partsOf(filter: unknown): readonly unknown[] | null {
  if (typeof filter !== 'object' || filter === null || !('all' in filter)) return null;
  return Object.keys(filter).length === 1 && Array.isArray(filter.all) ? filter.all : null;
}
