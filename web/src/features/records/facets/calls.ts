/** The counts of both kinds of list, under one name. */
import { facetCompanies, facetContacts, type Facet, type FacetQuery, type RecordKind } from '@leadgen/client';
import { queryOptions } from '@tanstack/react-query';

const CALLS = {
  contact: { id: 'facetContacts', call: facetContacts },
  company: { id: 'facetCompanies', call: facetCompanies },
} as const;

export interface FacetsOf {
  slug: string;
  kind: RecordKind;
  /** The filter of the list, what is searched for included. */
  filter: unknown;
  operation: string | undefined;
}

/** All that the list offers; or one field's values that have a text in them. */
export function facetOptions(list: FacetsOf, typed?: { field: string; search: string }) {
  return optionsOf(list, typed === undefined ? {} : { fields: [typed.field], search: typed.search });
}

/** The groups that a list has by a field. */
export function groupOptions(list: FacetsOf, field: string) {
  return optionsOf(list, { fields: [field], groups: true });
}

function optionsOf({ slug, kind, filter, operation }: FacetsOf, wanted: Pick<FacetQuery, 'fields' | 'search' | 'groups'>) {
  const { id, call } = CALLS[kind];
  const body: FacetQuery = {
    ...(filter !== undefined && filter !== null && { filter: filter as { [key: string]: unknown } }),
    ...(operation !== undefined && { operation_id: operation }),
    ...wanted,
  };
  return queryOptions({
    queryKey: [{ _id: id, path: { slug }, body }] as const,
    queryFn: async ({ signal }): Promise<Facet[]> => {
      const { data } = await call({ path: { slug }, body, signal, throwOnError: true });
      return data.facets;
    },
  });
}
