import { describeFilter, type RecordKind, type Total } from '@leadgen/client';
import { useDebouncedValue } from '@mantine/hooks';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { asApiError } from '@/lib/api';
import { countOptions } from '@/records/calls';
import type { Tree } from './tree';

const PAUSE_MS = 120;

export interface Live {
  /** How many records the filter matches; undefined while it is counted: an older answer is never shown for it. */
  total: Total | undefined;
  words: string | undefined;
  isSlow: boolean;
  /** What the server says where it cannot be asked so, with the place. */
  problem: { message: string; place: string } | null;
}

/** What a filter that is being made would find, and the filter in words; null asks nothing. */
export function useLive(slug: string, kind: RecordKind, tree: Tree | null): Live {
  const [asked] = useDebouncedValue(tree, PAUSE_MS);
  const isCurrent = asked === tree;
  const counted = useQuery({ ...countOptions(slug, kind, asked), enabled: asked !== null, retry: false });
  const described = useQuery({ ...wordsOptions(slug, kind, asked), enabled: asked !== null, retry: false });
  const [fault] = asApiError(counted.error)?.fields ?? [];
  return {
    total: isCurrent ? counted.data : undefined,
    words: isCurrent ? described.data?.words : undefined,
    isSlow: isCurrent && (described.data?.slow.length ?? 0) > 0,
    problem: isCurrent && fault !== undefined ? { message: fault.message, place: fault.field } : null,
  };
}

export function wordsOptions(slug: string, kind: RecordKind, filter: Tree | null) {
  return queryOptions({
    queryKey: [{ _id: 'describeFilter', path: { slug }, kind, filter }] as const,
    queryFn: async ({ signal }) => {
      const body = { kind, filter: filter as unknown as { [key: string]: unknown } };
      const { data } = await describeFilter({ path: { slug }, body, signal, throwOnError: true });
      return data;
    },
  });
}
