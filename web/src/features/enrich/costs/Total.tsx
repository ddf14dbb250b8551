import type { CostFigures } from '@leadgen/client';
import { all, count, credits, ownCost } from '@/lib/format';
import { Panel, PanelRow } from '@/ui/Section';
import styles from './Costs.module.css';
import { useText } from './text';

/** The whole of it: what was charged, what for, and what the providers took themselves. */
export function Total({ figures: { credits: spent, found, steps, credits_per_found: each, own } }: { figures: CostFigures }) {
  const t = useText();
  return (
    <Panel title={t('total')}>
      <PanelRow label={t('credits')}>
        <strong className={styles.sum}>{credits(spent)}</strong>
      </PanelRow>
      <PanelRow label={t('found')}>
        <span className={styles.amount}>{count(found)}</span>
      </PanelRow>
      <PanelRow label={t('each')}>
        <span className={styles.amount}>{each === null ? t('none') : credits(each)}</span>
      </PanelRow>
      <PanelRow label={t('steps')}>
        <span className={styles.amount}>{count(steps)}</span>
      </PanelRow>
      <PanelRow label={t('own')} hint={t('ownHint')}>
        <span className={styles.amount}>{own.length === 0 ? t('ownUnknown') : all(own.map(ownCost))}</span>
      </PanelRow>
    </Panel>
  );
}
