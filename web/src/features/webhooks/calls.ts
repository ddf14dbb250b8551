/** What the screens ask about webhooks and do with them. */
import {
  createWebhook, deleteWebhook, listDeliveries, replayDelivery, replayWebhook, rotateWebhookSecret, testWebhook,
  updateWebhook, type WebhookChange, type WebhookDraft,
} from '@leadgen/client';
import { getDeliveryOptions, getWebhookOptions, listDeliveriesInfiniteQueryKey, listWebhooksOptions } from '@leadgen/client/query';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { once } from '@/lib/api';
import { pages } from '@/lib/paging';
import { refresh } from '@/lib/query';
import { isMoving, type DeliveryState } from './words';

const SOON_MS = 1500;
const LATER_MS = 15_000;

export interface Hook {
  slug: string;
  id: string;
}

/** Deliveries end without anybody's doing, so what is on the screen asks again now and then. */
export function useWebhooks(slug: string) {
  return useQuery({ ...listWebhooksOptions({ path: { slug } }), refetchInterval: LATER_MS });
}

export function useWebhook({ slug, id }: Hook) {
  return useQuery({ ...getWebhookOptions({ path: { slug, id } }), refetchInterval: LATER_MS });
}

export function useDeliveries({ slug, id }: Hook, state: DeliveryState | undefined) {
  const filter = state === undefined ? {} : { state };
  return useInfiniteQuery({
    ...pages(listDeliveriesInfiniteQueryKey({ path: { slug, id }, query: filter }), (cursor, signal) =>
      listDeliveries({ path: { slug, id }, query: { ...filter, ...cursor }, signal, throwOnError: true }),
    ),
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some((one) => isMoving(one.state))) === true ? SOON_MS : LATER_MS,
  });
}

export function useDelivery({ slug, id }: Hook, deliveryId: string) {
  return useQuery({
    ...getDeliveryOptions({ path: { slug, id, delivery_id: deliveryId } }),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isMoving(data.state) ? SOON_MS : false),
  });
}

/** Everything about webhooks is asked again. */
export function refreshAll(): Promise<void> {
  return refresh(['listWebhooks', 'getWebhook', 'listDeliveries', 'getDelivery']);
}

export async function create(slug: string, body: WebhookDraft) {
  const { data } = await createWebhook({ path: { slug }, headers: once(), body, throwOnError: true });
  await refreshAll();
  return data;
}

export async function change({ slug, id }: Hook, body: WebhookChange) {
  const { data } = await updateWebhook({ path: { slug, id }, body, throwOnError: true });
  await refreshAll();
  return data;
}

export async function remove({ slug, id }: Hook) {
  await deleteWebhook({ path: { slug, id }, throwOnError: true });
  await refresh(['listWebhooks']);
}

export async function rotate({ slug, id }: Hook) {
  const { data } = await rotateWebhookSecret({ path: { slug, id }, headers: once(), throwOnError: true });
  await refreshAll();
  return data;
}

export async function sendTest({ slug, id }: Hook) {
  const { data } = await testWebhook({ path: { slug, id }, headers: once(), throwOnError: true });
  await refreshAll();
  return data;
}

export async function replayOne({ slug, id }: Hook, deliveryId: string) {
  const { data } = await replayDelivery({ path: { slug, id, delivery_id: deliveryId }, headers: once(), throwOnError: true });
  await refreshAll();
  return data;
}

export async function replayRange({ slug, id }: Hook, range: { since: string; until: string }) {
  const { data } = await replayWebhook({ path: { slug, id }, headers: once(), body: range, throwOnError: true });
  await refreshAll();
  return data;
}
