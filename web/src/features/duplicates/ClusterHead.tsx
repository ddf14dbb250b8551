import type { Cluster, Total } from '@leadgen/client';
import { Button } from '@mantine/core';
import { IconArrowLeft, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { count, total as totalWords } from '@/lib/format';
import { Key } from '@/ui/marks';
import styles from './Cluster.module.css';
import { useText } from './text';
import { likelyOf, oddsOf } from './words';

export type Act = 'merge' | 'distinct' | 'skip' | 'reopen';

/** The way to the clusters before and after. */
export interface Stepping {
  /** Its place in the list; -1 where it is not listed. */
  at: number;
  total: Total | null;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  /** On a phone: back to the list. */
  onBack: (() => void) | undefined;
}

interface ClusterHeadProps {
  cluster: Cluster;
  name: string;
  /** How many records take part where some are left out. */
  taking: number | null;
  stepping: Stepping;
  acts: Record<Act, (() => void) | undefined>;
}

const LETTERS: Record<Exclude<Act, 'reopen'>, string> = { skip: 'S', distinct: 'D', merge: 'M' };

/** Who this is about, how likely they are one, and what can be decided. */
export function ClusterHead({ cluster, name, taking, stepping, acts }: ClusterHeadProps) {
  const t = useText();
  const odds = oddsOf(cluster.probability);
  const isWaiting = cluster.state === 'open' || cluster.state === 'skipped';
  return (
    <header className={styles.head}>
      <Steps {...stepping} />
      <div className={styles.who}>
        <h2 dir="auto" title={name}>{name}</h2>
        {isWaiting && (
          <p>
            {t('cluster.lead', {
              likely: t(`surely.${likelyOf(cluster.probability, cluster.automatic)}`),
              one: t(`${cluster.kind}.one`),
              odds: t(odds.key, { ...odds.values, n: count(odds.values.n) }),
            })}
          </p>
        )}
      </div>
      <div className={styles.acts}>
        {isWaiting && acts.distinct === undefined && acts.merge === undefined ? null : (['skip', 'distinct', 'merge'] as const).map(
          (act) =>
            (isWaiting && (act !== 'skip' || acts.skip !== undefined)) && (
              <Button
                key={act}
                variant={act === 'merge' ? 'filled' : 'default'}
                disabled={acts[act] === undefined}
                aria-keyshortcuts={LETTERS[act].toLowerCase()}
                rightSection={<span className={styles.letter}><Key>{LETTERS[act]}</Key></span>}
                onClick={acts[act]}
              >
                {act === 'merge' && taking !== null ? t('cluster.mergeSome', { n: taking, of: count(cluster.size) }) : t(`cluster.${act}`)}
              </Button>
            ),
        )}
        {acts.reopen !== undefined && (
          <Button onClick={acts.reopen}>{t(cluster.state === 'merged' ? 'cluster.undo' : 'cluster.reopen')}</Button>
        )}
      </div>
    </header>
  );
}

function Steps({ at, total, onPrevious, onNext, onBack }: Stepping) {
  const t = useText();
  return (
    <div className={styles.steps}>
      {onBack !== undefined && (
        <button type="button" className={styles.back} onClick={onBack}>
          <IconArrowLeft size={16} stroke={1.5} aria-hidden />
          {t('list.back')}
        </button>
      )}
      {at !== -1 && total !== null && <span className={styles.position}>{t('cluster.position', { at: count(at + 1), total: totalWords(total) })}</span>}
      <Step letter="K" label={t('cluster.previous')} onPress={onPrevious} />
      <Step letter="J" label={t('cluster.next')} onPress={onNext} />
    </div>
  );
}

function Step({ letter, label, onPress }: { letter: 'J' | 'K'; label: string; onPress: (() => void) | undefined }) {
  const Chevron = letter === 'K' ? IconChevronUp : IconChevronDown;
  return (
    <button type="button" className={styles.step} aria-label={label} aria-keyshortcuts={letter.toLowerCase()} title={label} disabled={onPress === undefined} onClick={onPress}>
      <Chevron size={16} stroke={1.5} aria-hidden />
      <span className={styles.letter}>
        <Key>{letter}</Key>
      </span>
    </button>
  );
}
