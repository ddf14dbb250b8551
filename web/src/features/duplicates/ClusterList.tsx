import type { ClusterSummary } from '@leadgen/client';
import { useEffect, type Ref } from 'react';
import { all, count } from '@/lib/format';
import { Status, type Tone } from '@/ui/marks';
import { Skeleton } from '@/ui/states';
import { useEndInSight, type More } from '@/ui/useEndInSight';
import styles from './ClusterList.module.css';
import { useText } from './text';
import { likelyOf, percentOf, type Likely } from './words';

interface ClusterListProps {
  clusters: readonly ClusterSummary[];
  selected: string | undefined;
  more: More;
  ref: Ref<HTMLDivElement>;
  onSelect: (id: string) => void;
}

const TONES: Record<Likely, Tone> = { sure: 'good', nearly: 'good', very: 'quiet', likely: 'quiet', maybe: 'warn' };
const idOf = (id: string) => `cluster-${id}`;

/** The clusters as one control: the one in sight is the one selected. Arrows, J and K work anywhere on the screen. */
export function ClusterList({ clusters, selected, more, ref, onSelect }: ClusterListProps) {
  const t = useText();
  const end = useEndInSight(more);
  useEffect(() => {
    if (selected !== undefined) document.getElementById(idOf(selected))?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  const isListed = clusters.some(({ id }) => id === selected);
  return (
    <div className={styles.scroll}>
      <div ref={ref} className={styles.list} role="listbox" tabIndex={0} aria-label={t('list.label')} aria-activedescendant={isListed && selected !== undefined ? idOf(selected) : undefined}>
        {clusters.map((one) => (
          <Item key={one.id} cluster={one} isSelected={one.id === selected} onSelect={onSelect} />
        ))}
      </div>
      <div ref={end}>{more.hasNextPage && <Skeleton lines={2} />}</div>
    </div>
  );
}

function Item({ cluster, isSelected, onSelect }: { cluster: ClusterSummary; isSelected: boolean; onSelect: (id: string) => void }) {
  const t = useText();
  const { id, probability, automatic, size, records } = cluster;
  const likely = likelyOf(probability, automatic);
  const [first, ...others] = records;
  const names = [...new Set(others.map(({ title }) => title))].filter((title) => title !== first?.title && title !== '');
  return (
    <button type="button" tabIndex={-1} id={idOf(id)} className={styles.item} role="option" aria-selected={isSelected} onClick={() => onSelect(id)}>
      <span className={styles.name} dir="auto">{first?.title || t('list.nameless')}</span>
      <span className={styles.size} title={t('list.records', { count: size })}>{count(size)}</span>
      <span className={styles.others} dir="auto">{names.length > 0 ? all(names) : (first?.subtitle ?? '')}</span>
      <span className={styles.likely} title={percentOf(probability)}>
        <Status tone={TONES[likely]}>{t(`likely.${likely}`)}</Status>
      </span>
    </button>
  );
}
