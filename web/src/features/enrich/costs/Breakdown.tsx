import type { CostLine } from '@leadgen/client';
import styles from './Costs.module.css';
import { Lines } from './Lines';
import { useText } from './text';

interface BreakdownProps {
  slug: string;
  side: 'stage' | 'provider' | 'model' | 'member';
  lines: readonly CostLine[];
}

/** One side of the costs; each line leads to itself alone, and so to its runs. */
export function Breakdown({ slug, side, lines }: BreakdownProps) {
  const t = useText();
  const nameOf = ({ label }: CostLine) => label || t(side === 'model' ? 'noModel' : 'nobody');
  const narrow = ({ key }: CostLine) => (key === null ? null : { [side]: key });
  return (
    <section className={styles.side} aria-label={t(`sides.${side}`)}>
      <h2 className={styles.title}>{t(`sides.${side}`)}</h2>
      <Lines slug={slug} caption={t(`sides.${side}`)} first={t(`side.${side}`)} lines={lines} nameOf={nameOf} narrow={narrow} />
    </section>
  );
}
