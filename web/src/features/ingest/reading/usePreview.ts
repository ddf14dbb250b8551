import { previewImport, type Import } from '@leadgen/client';
import { previewImportQueryKey } from '@leadgen/client/query';
import { keepPreviousData, useQuery } from '@tanstack/react-query';

/** The first lines, and the character set in which they were read. */
export function usePreview(slug: string, { id, reading, shape }: Import, busy: boolean) {
  const path = { slug, id };
  const encoding = shape?.encoding ?? null;
  return useQuery({
    queryKey: [...previewImportQueryKey({ path }), reading],
    queryFn: async ({ signal }) => {
      const { data } = await previewImport({ path, signal, throwOnError: true });
      return { ...data, encoding };
    },
    placeholderData: keepPreviousData,
    enabled: !busy,
  });
}
