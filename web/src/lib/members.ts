import { listMembersOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';

export interface Person {
  id: string;
  name: string;
}

/** The people of the workspace in the address, by name, and those who went; undefined until they are known. */
export function usePeople(): { members: readonly Person[]; former: readonly Person[] } | undefined {
  const { slug = '' } = useParams({ strict: false });
  const { data } = useQuery(listMembersOptions({ path: { slug } }));
  if (data === undefined) return undefined;
  return {
    members: data.items.map(({ user_id: id, name, email }) => ({ id, name: name || email })),
    former: data.former.map(({ user_id: id, name }) => ({ id, name })),
  };
}
