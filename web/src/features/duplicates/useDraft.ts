import type { Cluster, MergePreview } from '@leadgen/client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { previewOptions } from '@/records/merging/calls';

export interface Draft {
  /** What a merge would make of them with these choices; null where fewer than two take part. */
  preview: MergePreview | null;
  error: unknown;
  out: ReadonlySet<string>;
  picks: { [field: string]: string };
  /** The records that take part, null: all of the cluster. */
  records: string[] | null;
  keep: (id: string) => void;
  pick: (field: string, id: string) => void;
  /** Leaves a record out, or takes it in again. */
  toggle: (id: string) => void;
}

const NOTHING_MOVES = { notes: 0, contacts: 0 };

/** The choices somebody makes for one cluster, shown at once; what follows from them the server says. */
export function useDraft(slug: string, cluster: Cluster): Draft {
  const [kept, setKept] = useState<string | null>(null);
  const [picks, setPicks] = useState<{ [field: string]: string }>({});
  const [out, setOut] = useState<ReadonlySet<string>>(new Set());
  const taking = cluster.records.filter(({ id }) => !out.has(id));
  const isChanged = kept !== null || out.size > 0 || Object.keys(picks).length > 0;
  const { suggested } = cluster;
  const query = useQuery({
    ...previewOptions(slug, cluster.kind, { records: taking.map(({ id }) => id), keep: kept, picks }),
    enabled: isChanged && taking.length > 1,
  });
  const first = suggested === null ? null : { ...suggested, records: cluster.records, moves: NOTHING_MOVES };
  const known = isChanged ? (query.data ?? first) : first;
  return {
    preview: known === null || taking.length < 2 ? null : chosen(known, kept, picks),
    error: isChanged ? query.error : null,
    out,
    picks,
    records: out.size === 0 ? null : taking.map(({ id }) => id),
    keep: (id) => !out.has(id) && setKept(id),
    pick: (field, id) => setPicks((now) => ({ ...now, [field]: id })),
    toggle: (id) => {
      const isLeaving = !out.has(id);
      setOut((now) => (isLeaving ? new Set([...now, id]) : new Set([...now].filter((one) => one !== id))));
      if (!isLeaving) return;
      if (kept === id) setKept(null);
      setPicks((now) => Object.fromEntries(Object.entries(now).filter(([, of]) => of !== id)));
    },
  };
}

/** The choices themselves need no answer. */
function chosen(preview: MergePreview, kept: string | null, picks: Draft['picks']): MergePreview {
  return {
    ...preview,
    ...(kept !== null && { keep: kept, because: 'chosen' as const }),
    fields: preview.fields.map((choice) => {
      const of = picks[choice.field];
      return of === undefined ? choice : { ...choice, record_id: of, reason: 'picked' as const };
    }),
  };
}
