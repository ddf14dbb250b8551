import { useQuery } from '@tanstack/react-query';
import { choicesOptions } from './calls';

/** What providers are called; one that is gone goes by its key. */
export function useEnricherNames(slug: string): (enricher: string) => string {
  const contact = useQuery(choicesOptions(slug, 'contact')).data?.enrichers ?? [];
  const company = useQuery(choicesOptions(slug, 'company')).data?.enrichers ?? [];
  return (enricher) => [...contact, ...company].find(({ key }) => key === enricher)?.label ?? enricher;
}
