import type { Delivery } from '@leadgen/client';
import { Button, NativeSelect } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { refresh } from '@/lib/query';
import list from '@/ui/list.module.css';
import { Status, When } from '@/ui/marks';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { useDeliveries } from './calls';
import { useEventName } from './EventNames';
import { useText } from './text';
import { DELIVERY_STATES, DELIVERY_TONES, isMoving, shownState, type DeliveryState } from './words';
import styles from './webhooks.module.css';

interface DeliveryLogProps {
  slug: string;
  id: string;
  filter: DeliveryState | undefined;
  /** The delivery whose details are shown. */
  open: string | undefined;
  onFilter: (state: DeliveryState | undefined) => void;
}

/** Everything that was sent or waits to be, newest first. */
export function DeliveryLog({ slug, id, filter, open, onFilter }: DeliveryLogProps) {
  const t = useText();
  const { data, error, isPending, refetch, hasNextPage, isFetchingNextPage, fetchNextPage } = useDeliveries({ slug, id }, filter);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  useNewsWhenStill(items.some((one) => isMoving(one.state)));
  return (
    <section aria-label={t('log.title')}>
      <div className={styles.logHead}>
        <h3>{t('log.title')}</h3>
        <NativeSelect
          size="xs"
          aria-label={t('log.filter')}
          value={filter ?? ''}
          data={[{ value: '', label: t('log.all') }, ...DELIVERY_STATES.map((value) => ({ value, label: t(value === 'waiting' ? 'log.waiting' : `delivery.${value}`) }))]}
          onChange={({ currentTarget }) => onFilter(DELIVERY_STATES.find((one) => one === currentTarget.value))}
        />
      </div>
      {isPending && <Skeleton lines={4} />}
      {error !== null && items.length === 0 && <ErrorState error={error} retry={() => void refetch()} />}
      {data !== undefined && items.length === 0 && (
        <EmptyState
          title={t(filter === undefined ? 'log.emptyTitle' : 'log.noneOf')}
          {...(filter === undefined && { detail: t('log.emptyDetail') })}
        />
      )}
      {items.length > 0 && <Rows slug={slug} id={id} items={items} filter={filter} open={open} />}
      {hasNextPage && (
        <div className={list.foot}>
          <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('log.more')}
          </Button>
        </div>
      )}
    </section>
  );
}

/** When the last delivery on its way has ended, the webhook itself has news: how it is, and since when. */
function useNewsWhenStill(moving: boolean): void {
  useEffect(() => {
    if (!moving) return undefined;
    return () => void refresh(['getWebhook', 'listWebhooks']);
  }, [moving]);
}

function Rows({ slug, id, items, filter, open }: Omit<DeliveryLogProps, 'onFilter'> & { items: readonly Delivery[] }) {
  const t = useText();
  return (
    <div className={styles.log}>
      <table className={`${list.list} ${styles.deliveries}`} role="table" aria-label={t('log.caption')}>
        <thead className={list.head} role="rowgroup">
          <tr className={list.row} role="row">
            <th role="columnheader">{t('log.event')}</th>
            <th role="columnheader">{t('log.state')}</th>
            <th role="columnheader">{t('log.answer')}</th>
            <th role="columnheader" className={list.number}>{t('log.attempts')}</th>
            <th role="columnheader" className={list.number}>{t('log.when')}</th>
          </tr>
        </thead>
        <tbody className={list.body} role="rowgroup">
          {items.map((delivery) => (
            <Row key={delivery.id} slug={slug} id={id} delivery={delivery} filter={filter} isOpen={delivery.id === open} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  slug: string;
  id: string;
  delivery: Delivery;
  filter: DeliveryState | undefined;
  isOpen: boolean;
}

function Row({ slug, id, delivery, filter, isOpen }: RowProps) {
  const t = useText();
  const nameOf = useEventName(slug);
  const state = shownState(delivery);
  const { attempts, event_type: type, created_at: created } = delivery;
  return (
    <tr className={list.row} role="row" data-open={isOpen || undefined}>
      <td role="cell" className={list.wide}>
        <Link
          className={list.link}
          to="/w/$slug/settings/webhooks/$id"
          params={{ slug, id }}
          search={{ delivery: delivery.id, ...(filter !== undefined && { state: filter }) }}
          replace
        >
          {nameOf(type)}
        </Link>
      </td>
      <td role="cell">
        <Status tone={DELIVERY_TONES[state]}>{t(`delivery.${state}`)}</Status>
      </td>
      <td role="cell" className={list.muted}>
        <Answer delivery={delivery} />
      </td>
      <td role="cell" className={`${list.number} ${list.muted}`} data-label={t('log.attempts')}>
        {attempts}
      </td>
      <td role="cell" className={`${list.number} ${list.muted}`}>
        <When at={created} />
      </td>
    </tr>
  );
}

function Answer({ delivery: { last_status: status, last_error: problem, duration_ms: ms } }: { delivery: Delivery }) {
  const t = useText();
  if (status === null && problem === null) return <>{t('unit.none')}</>;
  const answer = status === null ? problem : t('delivery.status', { status });
  return <span title={problem ?? undefined}>{[answer, ms !== null && t('delivery.duration', { ms })].filter(Boolean).join(' · ')}</span>;
}
