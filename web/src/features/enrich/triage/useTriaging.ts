/** Decisions that are shown at once: the server is told meanwhile, and the last ones can be taken back by a key. */
import type { InfiniteData } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { alreadyShown } from '@/lib/events';
import { useCommon } from '@/lib/i18n';
import { queries, refresh } from '@/lib/query';
import { OPERATIONS } from '@/records/calls';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { decide, type Decision, queueKey, type QueuePage, takeBack } from './calls';
import { useText } from './text';

interface Done {
  id: string;
  name: string;
  /** The operation to undo, null: it was skipped, false: nothing was done. */
  outcome: Promise<string | null | false>;
}

export interface Company {
  id: string;
  name: string;
}

export interface Triaging {
  /** Those put off, the latest last. */
  skipped: readonly string[];
  decide: (company: Company, verdict: Decision, reason: string) => void;
  skip: (company: Company) => void;
  /** Takes one's last decision back, then the one before it. */
  undo: () => void;
}

/** `onShow` shows a company that is asked about again, or that could not be decided. */
export function useTriaging(slug: string, onShow: (id: string) => void): Triaging {
  const t = useText();
  const common = useCommon();
  const sentence = useErrorSentence();
  const done = useRef<Done[]>([]);
  const [skipped, setSkipped] = useState<readonly string[]>([]);

  const again = async (one: Done) => {
    done.current = done.current.filter((other) => other !== one);
    const outcome = await one.outcome;
    if (outcome === false) return;
    if (outcome === null) setSkipped((now) => now.filter((id) => id !== one.id));
    try {
      if (outcome !== null) await takeBack(slug, outcome);
      toast(t('told.undone', { name: one.name }));
    } catch (error) {
      toast(common('undo.failed', { reason: sentence(error) }), { tone: 'bad' });
    }
    if (outcome !== null) await changed(one.id);
    onShow(one.id);
  };

  const tell = async ({ id, name }: Company, verdict: Decision, reason: string): Promise<string | false> => {
    try {
      const operation = await decide(slug, id, verdict, reason);
      alreadyShown(operation);
      void refresh([...OF_RECORD, 'getCompanyTriage'], id);
      void refresh(['listCompanies.total', 'listOperations', 'previewTriageRules']);
      return operation;
    } catch (error) {
      toast(t('told.failed', { name, reason: sentence(error) }), { tone: 'bad', action: { label: t('told.look'), act: () => onShow(id) } });
      void changed(id);
      return false;
    }
  };

  const note = (one: Done, message: string) => {
    done.current.push(one);
    toast(message, { action: { label: common('act.undo'), act: () => void again(one) } });
  };

  return {
    skipped,
    decide: (company, verdict, reason) => {
      leave(slug, company.id);
      note({ ...company, outcome: tell(company, verdict, reason) }, t(`told.${verdict}`, { name: company.name }));
    },
    skip: (company) => {
      setSkipped((now) => [...now.filter((id) => id !== company.id), company.id]);
      note({ ...company, outcome: Promise.resolve(null) }, t('told.skip', { name: company.name }));
    },
    undo: () => {
      const last = done.current.at(-1);
      if (last === undefined) toast(t('told.nothing'));
      else void again(last);
    },
  };
}

const { get, timeline, evidence, list, total } = OPERATIONS.company;
const OF_RECORD = [get, timeline, evidence];

async function changed(id: string): Promise<void> {
  await Promise.all([refresh([...OF_RECORD, 'getCompanyTriage'], id), refresh([list, total, 'listOperations', 'previewTriageRules'])]);
}

/** Takes a company out of the queue that is looked at, and off its number. */
function leave(slug: string, id: string): void {
  const key = queueKey(slug);
  void queries.cancelQueries({ queryKey: key });
  queries.setQueryData<InfiniteData<QueuePage>>(key, (data) => data && { ...data, pages: data.pages.map((page) => without(page, id)) });
}

function without(page: QueuePage, id: string): QueuePage {
  return { ...page, items: page.items.filter((one) => one.id !== id), total: { ...page.total, value: Math.max(0, page.total.value - 1) } };
}
