/** Decisions that are shown at once: the server is told meanwhile, and the last ones can be taken back by a key. */
import { type Cluster, type ClusterPage, type RecordKind, undoOperation, unmergeGroup } from '@leadgen/client';
import type { InfiniteData } from '@tanstack/react-query';
import { useRef } from 'react';
import { once } from '@/lib/api';
import { alreadyShown } from '@/lib/events';
import { useCommon } from '@/lib/i18n';
import { keyOf, queries, refresh } from '@/lib/query';
import { OPERATIONS } from '@/records/calls';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { clustersKey, type Decision, decide, LIST, reopen, WAITING } from './calls';
import type { Asked, ClusterState } from './search';
import { useText } from './text';

interface Done {
  id: string;
  name: string;
  /** The operation to undo, null: to be opened again, false: nothing was done. */
  outcome: Promise<string | null | false>;
  /** Of an operation that merged many clusters only the one with this record is taken apart. */
  survivor?: string | undefined;
}

export interface Deciding {
  decide: (cluster: Cluster, name: string, decision: Decision) => void;
  /** Opens a cluster again that was decided on: undoes its merge, or forgets what was said of it. */
  takeBack: (cluster: Cluster, name: string) => void;
  /** Takes one's last decision back, then the one before it. */
  undo: () => void;
}

interface DecidingOptions {
  asked: Asked;
  /** Shows a cluster that is open again, or that could not be decided. */
  onShow: (id: string) => void;
}

const BECOMES: Record<Decision['act'], ClusterState> = { merge: 'merged', distinct: 'distinct', skip: 'skipped' };

export function useDeciding({ asked, onShow }: DecidingOptions): Deciding {
  const t = useText();
  const common = useCommon();
  const sentence = useErrorSentence();
  const done = useRef<Done[]>([]);
  const { slug, kind } = asked;

  const takeBack = async (one: Done) => {
    done.current = done.current.filter((other) => other !== one);
    const outcome = await one.outcome;
    if (outcome === false) return;
    try {
      if (outcome === null) await reopen(slug, one.id);
      else await apart(slug, outcome, one.survivor);
      toast(t('told.undone', { name: one.name }));
      if (asked.state === 'open') onShow(one.id);
    } catch (error) {
      toast(common('undo.failed', { reason: sentence(error) }), { tone: 'bad' });
    }
    await written(kind, outcome);
    await refresh([LIST, 'getDuplicate', WAITING]);
  };

  const tell = async (cluster: Cluster, name: string, decision: Decision): Promise<string | null | false> => {
    try {
      const operation = await decide(slug, cluster, decision);
      if (operation !== null) alreadyShown(operation);
      void written(kind, operation);
      forgetOthers(asked);
      void refresh(['getDuplicate'], cluster.id);
      void refresh([WAITING]);
      return operation;
    } catch (error) {
      toast(t('told.failed', { name, reason: sentence(error) }), {
        tone: 'bad',
        action: { label: t('told.look'), act: () => onShow(cluster.id) },
      });
      void refresh([LIST]);
      void refresh(['getDuplicate'], cluster.id);
      return false;
    }
  };

  return {
    decide: (cluster, name, decision) => {
      leave(asked, cluster.id, BECOMES[decision.act]);
      const one: Done = { id: cluster.id, name, outcome: tell(cluster, name, decision) };
      done.current.push(one);
      const n = decision.act === 'merge' ? (decision.records?.length ?? cluster.size) : 0;
      toast(t(`told.${decision.act}`, { name, n }), { action: { label: common('act.undo'), act: () => void takeBack(one) } });
    },
    takeBack: ({ id, operation_id: operation, records }, name) => {
      leave(asked, id, 'open');
      done.current = done.current.filter((one) => one.id !== id);
      void takeBack({ id, name, outcome: Promise.resolve(operation), survivor: records[0]?.id });
    },
    undo: () => {
      const last = done.current.at(-1);
      if (last === undefined) toast(t('told.nothing'));
      else void takeBack(last);
    },
  };
}

async function apart(slug: string, operation: string, survivor: Done['survivor']): Promise<void> {
  const call = { path: { slug, id: operation }, headers: once(), throwOnError: true } as const;
  if (survivor === undefined) return void (await undoOperation(call));
  await unmergeGroup({ ...call, body: { record: survivor } });
}

/** The lists of records that a merge changed load anew where they are looked at next. */
async function written(kind: RecordKind, operation: string | null): Promise<void> {
  if (operation === null) return;
  const { list, total, get, timeline } = OPERATIONS[kind];
  await refresh([list, total, get, timeline, 'listTrashedContacts', 'listTrashedCompanies', 'listOperations', 'listLists']);
}

/** The other lists are old now; this one was changed already. */
function forgetOthers(asked: Asked): void {
  const here = JSON.stringify(clustersKey(asked));
  void queries.invalidateQueries({
    refetchType: 'none',
    predicate: ({ queryKey }) => keyOf(queryKey)?._id === LIST && JSON.stringify(queryKey) !== here,
  });
}

/** Takes a cluster out of the list that is looked at, and counts it where it went. */
function leave(asked: Asked, id: string, to: ClusterState): void {
  const key = clustersKey(asked);
  void queries.cancelQueries({ queryKey: key });
  queries.setQueryData<InfiniteData<ClusterPage>>(key, (data) => data && { ...data, pages: data.pages.map((page) => without(page, id, asked.state, to)) });
}

function without(page: ClusterPage, id: string, from: ClusterState, to: ClusterState): ClusterPage {
  const { counts } = page;
  const by = (state: ClusterState, more: number) => ({ ...counts[state], value: Math.max(0, counts[state].value + more) });
  return { ...page, items: page.items.filter((one) => one.id !== id), counts: { ...counts, [from]: by(from, -1), [to]: by(to, 1) } };
}
