import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { DELIVERY_STATES, type DeliveryState } from '@/features/webhooks/words';
import { createSearch } from './search';
import { settingsRoute } from './settings';

const webhooksRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'webhooks',
  validateSearch: createSearch,
  component: lazyRouteComponent(() => import('@/features/webhooks/WebhooksSection'), 'WebhooksSection'),
});

/** Which deliveries the log shows, and which one is open beside it. */
function logSearch({ state, delivery }: Record<string, unknown>): { state?: DeliveryState; delivery?: string } {
  const known = DELIVERY_STATES.find((one) => one === state);
  return { ...(known !== undefined && { state: known }), ...(typeof delivery === 'string' && { delivery }) };
}

const webhookRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'webhooks/$id',
  validateSearch: logSearch,
  component: lazyRouteComponent(() => import('@/features/webhooks/WebhookScreen'), 'WebhookScreen'),
});

export const webhookRoutes = [webhooksRoute, webhookRoute] as const;
