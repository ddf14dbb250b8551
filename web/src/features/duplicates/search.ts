/** What the screen shows, all of it in the address. */
import type { Cluster, RecordKind } from '@leadgen/client';

export type ClusterState = Cluster['state'];

export const STATES = ['open', 'skipped', 'distinct', 'merged'] as const satisfies readonly ClusterState[];
export const ORDERS = { surest: '-probability', unsure: 'probability', largest: '-size' } as const;
export type OrderName = keyof typeof ORDERS;
export type Order = (typeof ORDERS)[OrderName];

export interface DuplicatesSearch {
  kind?: 'company';
  state?: Exclude<ClusterState, 'open'>;
  sort?: Exclude<OrderName, 'surest'>;
  /** Only what this operation brought or changed. */
  operation?: string;
  /** The cluster that is looked at. */
  cluster?: string;
}

export function duplicatesSearch({ kind, state, sort, operation, cluster }: Record<string, unknown>): DuplicatesSearch {
  return {
    ...(kind === 'company' && { kind }),
    ...((state === 'skipped' || state === 'distinct' || state === 'merged') && { state }),
    ...((sort === 'unsure' || sort === 'largest') && { sort }),
    ...(typeof operation === 'string' && { operation }),
    ...(typeof cluster === 'string' && { cluster }),
  };
}

/** Which clusters are listed. */
export interface Asked {
  slug: string;
  kind: RecordKind;
  state: ClusterState;
  sort: Order;
  operation: string | undefined;
}
