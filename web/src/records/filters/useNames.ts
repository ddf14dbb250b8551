import type { Field, RecordKind } from '@leadgen/client';
import { getOperationOptions, listListsOptions, listOperationsOptions, listSegmentsOptions } from '@leadgen/client/query';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { countries } from '@/lib/countries';
import { usePeople } from '@/lib/members';
import { leavesOf, type Leaf, type Tree } from './tree';
import { useText } from './text';

export interface Choice {
  value: string | boolean;
  label: string;
}

const MOST_OPERATIONS = 100;

/** What a field of a closed set, or a term that is chosen, can be asked for; null while it is not known. */
export function useChoices(slug: string, kind: RecordKind, asked: Field | string): readonly Choice[] | null {
  const t = useText();
  const type = typeof asked === 'string' ? asked : asked.type;
  const people = usePeople();
  const lists = useQuery({ ...listListsOptions({ path: { slug } }), enabled: type === 'lists' });
  const segments = useQuery({ ...listSegmentsOptions({ path: { slug }, query: { kind } }), enabled: type === 'in_segment' });
  const operations = useQuery({ ...listOperationsOptions({ path: { slug }, query: { limit: MOST_OPERATIONS } }), enabled: type === 'operation' });
  return useMemo(() => {
    switch (type) {
      case 'boolean':
        return [{ value: true, label: t('value.yes') }, { value: false, label: t('value.no') }];
      case 'choice':
        return typeof asked === 'string' ? [] : (asked.options ?? []);
      case 'country':
        return countries();
      case 'member':
        return people === undefined ? null : [...people.members, ...people.former].map(({ id, name }) => ({ value: id, label: name }));
      case 'lists':
        return named(lists.data?.items.filter((one) => one.kind === kind));
      case 'in_segment':
        return named(segments.data?.items);
      case 'operation':
        return operations.data?.items.map(({ id, summary }) => ({ value: id, label: summary })) ?? null;
      default:
        return [];
    }
  }, [asked, kind, lists.data, operations.data, people, segments.data, t, type]);
}

function named(items: readonly { id: string; name: string }[] | undefined): readonly Choice[] | null {
  return items?.map(({ id, name }) => ({ value: id, label: name })) ?? null;
}

/** What people call what a filter mentions by its id. Only what is mentioned is asked for. */
export function useNames(slug: string, tree: Tree | null, typeOf: (leaf: Leaf) => string): (id: string) => string | undefined {
  const leaves = tree === null ? [] : leavesOf(tree);
  const mentions = (type: string) => leaves.filter((leaf) => typeOf(leaf) === type);
  const people = usePeople();
  const lists = useQuery({ ...listListsOptions({ path: { slug } }), enabled: mentions('lists').length > 0 });
  const segments = useQuery({ ...listSegmentsOptions({ path: { slug } }), enabled: mentions('in_segment').length > 0 });
  const ids = mentions('operation').flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  const operations = useQueries({ queries: [...new Set(ids)].map((id) => getOperationOptions({ path: { slug, id } })) });
  const names = new Map([
    ...[...(people?.members ?? []), ...(people?.former ?? [])].map(({ id, name }) => [id, name] as const),
    ...[...(lists.data?.items ?? []), ...(segments.data?.items ?? [])].map(({ id, name }) => [id, name] as const),
    ...operations.flatMap(({ data }) => (data === undefined ? [] : [[data.id, data.summary] as const])),
  ]);
  return (id) => names.get(id);
}
