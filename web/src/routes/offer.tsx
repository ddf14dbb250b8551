import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { settingsRoute } from './settings';

export const offerRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'offer-profile',
  component: lazyRouteComponent(() => import('@/features/enrich/offer/OfferSection'), 'OfferSection'),
});
