import { archiveField, type Field, type RecordKind } from '@leadgen/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '@/lib/permissions';
import { toast } from '@/ui/toast';
import type { EnrichmentRun } from '../enriching/shapes';
import { begin, fieldOf, takeBack, told } from './calls';
import type { Draft } from './draft';
import { useText } from './text';

/** What was tested: the field as it was then, and its run. */
export interface Test {
  run: EnrichmentRun;
  records: readonly string[];
}

/** One question from its first test to a column, or to nothing: what is made for a test is known and taken back. */
export function useQuestion(slug: string, kind: RecordKind, onKept: (field: Field) => void, onClose: () => void) {
  const t = useText();
  const may = useMay();
  const [made, setMade] = useState<Field | null>(null);
  const [test, setTest] = useState<Test | null>(null);
  const [isNothing, setNothing] = useState(false);
  const testing = useMutation({
    mutationFn: async ({ draft, records, ceiling }: { draft: Draft; records: readonly string[]; ceiling: number }) => {
      setNothing(false);
      if (test !== null) await takeBack(slug, test.run);
      const field = await fieldOf(slug, kind, draft, made);
      setMade(field);
      const run = await begin(slug, { kind, field: field.key, enricher: draft.enricher, records, ceiling });
      setTest(run === null ? null : { run, records });
      setNothing(run === null);
    },
    onSettled: told,
  });
  const keeping = useMutation({
    mutationFn: (draft: Draft) => fieldOf(slug, kind, draft, made),
    onSuccess: async (field) => {
      await told();
      toast(t('kept', { label: field.label }));
      onKept(field);
    },
  });
  const discarding = useMutation({
    mutationFn: async (field: Field) => {
      if (test !== null) await takeBack(slug, test.run);
      const mayArchive = may('archiveField') && typeof field.id === 'string';
      if (mayArchive) await archiveField({ path: { slug, id: String(field.id) }, throwOnError: true });
      toast(mayArchive ? t('discarded') : t('stays', { label: field.label }));
    },
    onSuccess: onClose,
    onSettled: told,
  });
  return {
    made,
    test,
    isNothing,
    begin: (draft: Draft, records: readonly string[], ceiling: number) => testing.mutate({ draft, records, ceiling }),
    keep: (draft: Draft) => keeping.mutate(draft),
    leave: () => (made === null ? onClose() : discarding.mutate(made)),
    isTesting: testing.isPending,
    isLeaving: keeping.isPending || discarding.isPending,
    error: testing.error ?? keeping.error ?? discarding.error,
  };
}
