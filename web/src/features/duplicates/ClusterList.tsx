import type { ClusterSummary } from '@leadgen/client';
import type { Ref } from 'react';
import { all, count } from '@/lib/format';
import { Item, List } from '@/ui/deciding/List';
import { Status, type Tone } from '@/ui/marks';
import type { More } from '@/ui/useEndInSight';
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

export function ClusterList({ clusters, selected, more, ref, onSelect }: ClusterListProps) {
  const t = useText();
  const listed = clusters.find(({ id }) => id === selected);
  return (
    <List ref={ref} label={t('list.label')} selected={listed?.id} more={more}>
      {clusters.map((one) => (
        <ClusterItem key={one.id} cluster={one} isSelected={one.id === selected} onSelect={onSelect} />
      ))}
    </List>
  );
}

function ClusterItem({ cluster, isSelected, onSelect }: { cluster: ClusterSummary; isSelected: boolean; onSelect: (id: string) => void }) {
  const t = useText();
  const { id, probability, automatic, size, records } = cluster;
  const likely = likelyOf(probability, automatic);
  const [first, ...others] = records;
  const names = [...new Set(others.map(({ title }) => title))].filter((title) => title !== first?.title && title !== '');
  return (
    <Item id={id} name={first?.title || t('list.nameless')} isSelected={isSelected} onSelect={onSelect}>
      <span className={styles.size} title={t('list.records', { count: size })}>{count(size)}</span>
      <span className={styles.others} dir="auto">{names.length > 0 ? all(names) : (first?.subtitle ?? '')}</span>
      <span className={styles.likely} title={percentOf(probability)}>
        <Status tone={TONES[likely]}>{t(`likely.${likely}`)}</Status>
      </span>
    </Item>
  );
}
