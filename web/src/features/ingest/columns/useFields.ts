import type { Field } from '@leadgen/client';
import { listFieldsOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';

const NONE: readonly Field[] = [];

/** Every field of the workspace; empty until they are known. */
export function useFields(slug: string): readonly Field[] {
  return useQuery(listFieldsOptions({ path: { slug } })).data?.items ?? NONE;
}
