import { resolveEffect, type Effect } from '@leadgen/client';
import { listEffectsOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMay } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { useWorkspace } from '@/lib/workspace';
import { Confirm } from '@/ui/Confirm';
import list from '@/ui/list.module.css';
import { When } from '@/ui/marks';
import { NotAllowed } from '@/ui/NotAllowed';
import { Page } from '@/ui/Page';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useText } from './text';
import styles from './Unknown.module.css';

type Outcome = 'happened' | 'did_not_happen';

/** What left the product without a recorded answer: a person says how it ended. */
export function UnknownScreen() {
  const t = useText();
  const may = useMay();
  return <Page title={t('title')}>{may('listEffects') ? <Unknown /> : <NotAllowed to="listEffects" />}</Page>;
}

function Unknown() {
  const t = useText();
  const { slug } = useWorkspace();
  const { data, error, isPending, refetch } = useQuery({
    ...listEffectsOptions({ path: { slug }, query: { state: 'unknown' } }),
    staleTime: 0,
  });
  const [asked, setAsked] = useState<{ effect: Effect; outcome: Outcome } | null>(null);
  return (
    <>
      {isPending && <Skeleton />}
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data?.items.length === 0 && (
        <EmptyState
          icon={<IconHelpCircle size={18} stroke={1.5} aria-hidden />}
          title={t('emptyTitle')}
          detail={t('emptyDetail')}
        />
      )}
      {data !== undefined && data.items.length > 0 && (
        <>
          <p className={styles.lead}>{t('lead')}</p>
          <Table effects={data.items} onAsk={(effect, outcome) => setAsked({ effect, outcome })} />
        </>
      )}
      {asked !== null && <Decide slug={slug} {...asked} onClose={() => setAsked(null)} />}
    </>
  );
}

type Ask = (effect: Effect, outcome: Outcome) => void;

function Table({ effects, onAsk }: { effects: readonly Effect[]; onAsk: Ask }) {
  const t = useText();
  return (
    <table className={`${list.list} ${styles.table}`} role="table" aria-label={t('caption')}>
      <thead className={list.head} role="rowgroup">
        <tr className={list.row} role="row">
          <th role="columnheader">{t('what')}</th>
          <th role="columnheader">{t('problem')}</th>
          <th role="columnheader" className={list.number}>{t('when')}</th>
          <th role="columnheader">{t('decide')}</th>
        </tr>
      </thead>
      <tbody className={list.body} role="rowgroup">
        {effects.map((effect) => (
          <Row key={effect.id} effect={effect} onAsk={onAsk} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ effect, onAsk }: { effect: Effect; onAsk: Ask }) {
  const t = useText();
  const may = useMay();
  const { label, problem, called_at: called, created_at: created } = effect;
  const known = problem ?? t('noProblem');
  return (
    <tr className={list.row} role="row">
      <td role="cell" className={`${list.wide} ${styles.label}`} title={label}>
        {label}
      </td>
      <td role="cell" className={`${list.wide} ${list.muted}`} title={known}>
        {known}
      </td>
      <td role="cell" className={`${list.number} ${list.muted}`}>
        <When at={called ?? created} />
      </td>
      <td role="cell" className={styles.acts}>
        {may('resolveEffect') && (
          <>
            <Button size="compact-sm" aria-label={t('happenedOf', { label })} onClick={() => onAsk(effect, 'happened')}>
              {t('happened')}
            </Button>
            <Button size="compact-sm" aria-label={t('didNotOf', { label })} onClick={() => onAsk(effect, 'did_not_happen')}>
              {t('didNot')}
            </Button>
          </>
        )}
      </td>
    </tr>
  );
}

interface DecideProps {
  slug: string;
  effect: Effect;
  outcome: Outcome;
  onClose: () => void;
}

function Decide({ slug, effect: { id, label }, outcome, onClose }: DecideProps) {
  const t = useText();
  const key = outcome === 'happened' ? 'happened' : 'didNot';
  const act = async () => {
    await resolveEffect({ path: { slug, id }, body: { outcome }, throwOnError: true });
    await refresh(['listEffects']);
    toast(t('resolved', { label }));
  };
  return (
    <Confirm title={t(`confirm.${key}Title`)} verb={t(`confirm.${key}Verb`)} tone="plain" act={act} onClose={onClose}>
      <p className={styles.label}>{label}</p>
      <p>{t(`confirm.${key}Detail`)}</p>
    </Confirm>
  );
}
