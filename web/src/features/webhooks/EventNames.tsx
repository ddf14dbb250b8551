import { listWebhookEventsOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';

/** The plain words of kinds of event; the technical name where there are none. */
export function EventNames({ slug, types }: { slug: string; types: readonly string[] }) {
  const name = useEventName(slug);
  return <>{types.map(name).join(', ')}</>;
}

export function useEventName(slug: string): (type: string) => string {
  const { data } = useQuery({ ...listWebhookEventsOptions({ path: { slug } }), staleTime: Infinity });
  const labels = new Map(data?.items.map(({ type, label }) => [type, label]));
  return (type) => labels.get(type) ?? type;
}
