import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/lib/workspace';
import { nameOf, type RecordFields } from '@/records/fields';
import type { Stepping } from '@/ui/deciding/Head';
import { ErrorState, Skeleton } from '@/ui/states';
import { clusterOptions } from './calls';
import { ClusterReview } from './ClusterReview';
import { useText } from './text';
import type { Deciding } from './useDeciding';

interface ClusterPaneProps {
  id: string;
  fields: RecordFields;
  stepping: Stepping;
  position: string | undefined;
  deciding: Deciding;
}

/** One cluster in full, as soon as it is there: mostly it was fetched while the one before was looked at. */
export function ClusterPane({ id, fields, stepping, position, deciding }: ClusterPaneProps) {
  const t = useText();
  const { slug } = useWorkspace();
  const { data, error, refetch } = useQuery(clusterOptions(slug, id));
  if (data === undefined) return error === null ? <Skeleton lines={10} /> : <ErrorState error={error} retry={() => void refetch()} />;
  const [first] = data.records;
  const name = (first && nameOf(fields, first)) ?? data.gone[0]?.title ?? '';
  // Another version is another question: choices made for the one before do not hold.
  return (
    <ClusterReview
      key={`${id}:${data.version}`}
      slug={slug}
      cluster={data}
      name={name === '' ? t('list.nameless') : name}
      fields={fields}
      stepping={stepping}
      position={position}
      deciding={deciding}
    />
  );
}
