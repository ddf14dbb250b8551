/** Enrichment: what can be asked for, what it costs at most, and the run that is begun. */
import { getEnrichmentOptions, quoteEnrichment, type QuoteDraft, type RecordKind, type Selection, startEnrichmentRun } from '@leadgen/client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { once } from '@/lib/api';

/** A depth by its name. */
export type Preset = NonNullable<QuoteDraft['preset']>;

/** Of which records what is wanted: by the name of a preset, or field by field. */
export interface Wish {
  kind: RecordKind;
  selection: Selection;
  preset?: Preset;
  fields?: string[];
  /** Also where a value is there, but for pinned ones. */
  refresh: boolean;
}

export function choicesOptions(slug: string, kind: RecordKind) {
  return queryOptions({
    queryKey: [{ _id: 'getEnrichmentOptions', path: { slug } }, kind] as const,
    queryFn: async ({ signal }) => (await getEnrichmentOptions({ path: { slug }, query: { kind }, signal, throwOnError: true })).data,
    staleTime: 0,
  });
}

/** A binding price; of another wish the former one stays in sight meanwhile. It holds until it is used or expires. */
export function quoteOptions(slug: string, wish: Wish) {
  return queryOptions({
    queryKey: [{ _id: 'quoteEnrichment', path: { slug } }, wish] as const,
    queryFn: async ({ signal }) => (await quoteEnrichment({ path: { slug }, headers: once(), body: wish, signal, throwOnError: true })).data,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  });
}

/** `first`: only so many records. `ceiling`: less than the quote allows. */
export async function start(slug: string, quoteId: string, { first, ceiling }: { first: number | null; ceiling: number | null }) {
  const body = { quote_id: quoteId, first, ceiling };
  return (await startEnrichmentRun({ path: { slug }, headers: once(), body, throwOnError: true })).data;
}
