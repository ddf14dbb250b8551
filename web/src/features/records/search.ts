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
}

export function gridSearch({ sort, record, tab, operation, create }: Record<string, unknown>): GridSearch {
  return {
    ...(typeof sort === 'string' && { sort }),
    ...(typeof record === 'string' && { record }),
    ...((tab === 'timeline' || tab === 'evidence') && { tab }),
    ...(typeof operation === 'string' && { operation }),
    ...(create === true && { create }),
  };
}
