import { createView, deleteView, duplicateView, updateView, type RecordKind, type View, type ViewChanges, type ViewDraft } from '@leadgen/client';
import { listViewsOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { once } from '@/lib/api';
import { refresh } from '@/lib/query';

export interface Views {
  /** In their order; undefined until they are known. */
  views: readonly View[] | undefined;
  error: unknown;
  retry: () => void;
}

export function useViews(slug: string, kind: RecordKind): Views {
  const { data, error, refetch } = useQuery(listViewsOptions({ path: { slug }, query: { kind } }));
  return { views: data?.items, error, retry: () => void refetch() };
}

export async function create(slug: string, body: ViewDraft): Promise<View> {
  const { data } = await createView({ path: { slug }, body, headers: once(), throwOnError: true });
  await refresh(['listViews']);
  return data;
}

export async function change(slug: string, id: string, body: ViewChanges): Promise<View> {
  const { data } = await updateView({ path: { slug, id }, body, throwOnError: true });
  await refresh(['listViews']);
  return data;
}

export async function duplicate(slug: string, { id }: View, name: string): Promise<View> {
  const { data } = await duplicateView({ path: { slug, id }, body: { name }, headers: once(), throwOnError: true });
  await refresh(['listViews']);
  return data;
}

export async function remove(slug: string, { id }: View): Promise<void> {
  await deleteView({ path: { slug, id }, throwOnError: true });
  await refresh(['listViews']);
}
