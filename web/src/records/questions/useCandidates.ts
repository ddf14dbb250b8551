import type { RecordKind, Selection } from '@leadgen/client';
import { useQueries, useQuery } from '@tanstack/react-query';
import { pageOptions, recordOptions } from '../calls';
import { nameOf, useFields } from '../fields';

export interface Candidate {
  id: string;
  /** Null where it has none yet. */
  name: string | null;
}

const SHOWN = 8;

/** The first records of a selection, to choose from; undefined until they are known. */
export function useCandidates(slug: string, kind: RecordKind, { ids, filter, operation_id: operation, except }: Selection): readonly Candidate[] | undefined {
  const fields = useFields(slug, kind);
  const list = { sort: undefined, operation: operation ?? undefined, filter: filter ?? undefined };
  const { data } = useQuery({ ...pageOptions(slug, kind, list, null), enabled: ids === undefined || ids === null });
  const chosen = useQueries({ queries: (ids ?? []).slice(0, SHOWN).map((id) => recordOptions({ slug, kind, id })) });
  const rows = ids === undefined || ids === null ? data?.items.filter(({ id }) => except?.includes(id) !== true).slice(0, SHOWN) : chosen.flatMap((one) => one.data ?? []);
  return rows?.map((row) => ({ id: row.id, name: nameOf(fields, row) }));
}
