import type { Field } from '@leadgen/client';
import { listTagsOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { total } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import { useLists } from '@/records/useLists';
import type { PickOption } from './picking';

/** The values of a field that records share by name: the workspace's tags, its lists of this kind. */
export function usePickOptions({ type, kind }: Pick<Field, 'type' | 'kind'>): readonly PickOption[] {
  const tags = useTags(type === 'tags');
  const lists = useLists(kind);
  if (type === 'tags') return tags;
  return (lists ?? []).map(({ id, name, count }) => ({ value: id, label: name, hint: total(count) }));
}

/** Nothing where it is not asked, or not for this role. */
export function useTags(isAsked: boolean): readonly PickOption[] {
  const { slug = '' } = useParams({ strict: false });
  const may = useMay();
  const { data } = useQuery({ ...listTagsOptions({ path: { slug } }), enabled: isAsked && may('listTags') });
  return (data?.items ?? []).map(({ name, count }) => ({ value: name, label: name, hint: total(count) }));
}
