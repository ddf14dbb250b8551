import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { asApiError } from '@/lib/api';
import { count } from '@/lib/format';
import { refresh } from '@/lib/query';
import { toast } from '@/ui/toast';
import { start } from './calls';
import type { EnrichmentQuote } from './shapes';
import { useText } from './text';

const OUTDATED: ReadonlySet<string> = new Set(['quote_expired', 'quote_used']);

interface Limits {
  first: number | null;
  ceiling: number | null;
}

interface StartProps {
  slug: string;
  /** The price holds no more: it is asked for anew. */
  onOutdated: () => void;
  onStarted: () => void;
}

/** Begins the run of a quote, and says where to follow it. */
export function useStart({ slug, onOutdated, onStarted }: StartProps) {
  const t = useText();
  const navigate = useNavigate();
  const { mutate, error, isPending } = useMutation({
    mutationFn: ({ quote, limits }: { quote: EnrichmentQuote; limits: Limits; onBegun: (() => void) | undefined }) => start(slug, quote.id, limits),
    onSuccess: ({ id, records }, { onBegun }) => {
      const follow = () => void navigate({ to: '/w/$slug/enrichment/$id', params: { slug, id } });
      toast(t('started', { count: records, n: count(records) }), { action: { label: t('follow'), act: follow } });
      void refresh(['listEnrichmentRuns', 'getCredits', 'listContacts', 'listCompanies']);
      onStarted();
      onBegun?.();
    },
    onError: (refusal) => {
      if (OUTDATED.has(asApiError(refusal)?.code ?? '')) onOutdated();
    },
  });
  const hasChanged = OUTDATED.has(asApiError(error)?.code ?? '');
  return {
    begin: (quote: EnrichmentQuote, limits: Limits, onBegun: (() => void) | undefined) => mutate({ quote, limits, onBegun }),
    isPending,
    hasChanged,
    error: hasChanged ? null : error,
  };
}
