import { listListsOptions } from '@leadgen/client/query';
import type { RecordKind, RecordList } from '@leadgen/client';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';

/** The lists of the workspace in the address, of one kind where it is given; undefined until they are known. */
export function useLists(kind?: RecordKind): readonly RecordList[] | undefined {
  const { slug = '' } = useParams({ strict: false });
  const { data } = useQuery(listListsOptions({ path: { slug } }));
  return data?.items.filter((one) => kind === undefined || one.kind === kind);
}

const ID = /^[0-9a-f-]{36}$/;

/** What lists are called, by their ids; nothing of one that was deleted. History has names already. */
export function useListNames(): (ids: readonly string[]) => readonly string[] {
  const lists = useLists();
  const names = new Map(lists?.map(({ id, name }) => [id, name]));
  return (ids) => ids.flatMap((id) => names.get(id) ?? (ID.test(id) ? [] : id)).toSorted();
}
