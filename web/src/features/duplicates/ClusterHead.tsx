import type { Cluster } from '@leadgen/client';
import { Button } from '@mantine/core';
import { count } from '@/lib/format';
import { Act, Acts, Head, type Stepping } from '@/ui/deciding/Head';
import { useText } from './text';
import { likelyOf, oddsOf } from './words';

export type ActName = 'merge' | 'distinct' | 'skip' | 'reopen';

interface ClusterHeadProps {
  cluster: Cluster;
  name: string;
  /** How many records take part where some are left out. */
  taking: number | null;
  stepping: Stepping;
  position: string | undefined;
  acts: Record<ActName, (() => void) | undefined>;
}

const LETTERS = { skip: 'S', distinct: 'D', merge: 'M' } as const;

/** Who this is about, how likely they are one, and what can be decided. */
export function ClusterHead({ cluster, name, taking, stepping, position, acts }: ClusterHeadProps) {
  const t = useText();
  const odds = oddsOf(cluster.probability);
  const isWaiting = cluster.state === 'open' || cluster.state === 'skipped';
  const isOpen = isWaiting && (acts.distinct !== undefined || acts.merge !== undefined);
  return (
    <Head
      name={name}
      stepping={stepping}
      position={position}
      words={{ back: t('list.back'), previous: t('cluster.previous'), next: t('cluster.next') }}
      about={
        isWaiting && (
          <p>
            {t('cluster.lead', {
              likely: t(`surely.${likelyOf(cluster.probability, cluster.automatic)}`),
              one: t(`${cluster.kind}.one`),
              odds: t(odds.key, { ...odds.values, n: count(odds.values.n) }),
            })}
          </p>
        )
      }
      acts={
        <Acts>
          {isOpen && (['skip', 'distinct', 'merge'] as const).map((act) => (act !== 'skip' || acts.skip !== undefined) && (
            <Act key={act} letter={LETTERS[act]} isMain={act === 'merge'} onAct={acts[act]}>
              {act === 'merge' && taking !== null ? t('cluster.mergeSome', { n: taking, of: count(cluster.size) }) : t(`cluster.${act}`)}
            </Act>
          ))}
          {acts.reopen !== undefined && (
            <Button onClick={acts.reopen}>{t(cluster.state === 'merged' ? 'cluster.undo' : 'cluster.reopen')}</Button>
          )}
        </Acts>
      }
    />
  );
}
