import type { DataHealth, FieldHealth } from '@leadgen/client';
import { IconChevronRight } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { percent, total } from '@/lib/format';
import { Bar } from '@/ui/Bar';
import list from '@/ui/list.module.css';
import { Behind } from './Behind';
import { Findings } from './Findings';
import { partsOf, shareOf } from './shares';
import { useText } from './text';
import styles from './Health.module.css';

export const LEVELS = ['missing', 'invalid', 'suspicious', 'stale'] as const;

/** One field: how much of it is there, and the number of each thing that is wrong; what was found opens below. */
export function FieldRow({ slug, health, field }: { slug: string; health: DataHealth; field: FieldHealth }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const panel = useId();
  const { kind, total: all } = health;
  const { label } = field;
  const found = field.findings.filter(({ count }) => count > 0);
  const words = (value: number) => total({ value, exact: all.exact });
  const share = percent(shareOf(field.filled.count, all.value));
  return (
    <>
      <tr className={list.row} role="row">
        <th role="rowheader" scope="row" className={`${list.wide} ${list.name}`}>
          {found.length === 0 ? (
            <span className={styles.plain}>{label}</span>
          ) : (
            <button type="button" className={styles.expand} aria-expanded={open} aria-controls={panel} title={t('expand', { label })} onClick={() => setOpen(!open)}>
              <IconChevronRight size={14} stroke={1.5} aria-hidden />
              {label}
            </button>
          )}
        </th>
        <td role="cell" className={styles.shareCell}>
          <Bar all={all.value} {...partsOf(field)} label={t('bar', { label, share })} />
          <span className={styles.percent}>{share}</span>
        </td>
        {LEVELS.map((level) => {
          const tally = field[level];
          const column = t(`column.${level}`);
          const isZero = tally === null || tally.count === 0;
          return (
            <td key={level} role="cell" className={list.number} data-label={column} data-zero={isZero || undefined} data-level={level}>
              {isZero ? (
                <span className={list.zero}>{tally === null ? '–' : '0'}</span>
              ) : (
                <Behind slug={slug} kind={kind} filter={tally.filter} label={t('open', { label, column, n: words(tally.count) })}>
                  {words(tally.count)}
                </Behind>
              )}
            </td>
          );
        })}
      </tr>
      {open && (
        <tr id={panel} className={`${list.row} ${styles.found}`} role="row">
          <td role="cell" colSpan={LEVELS.length + 2}>
            <Findings slug={slug} kind={kind} findings={found} words={words} />
          </td>
        </tr>
      )}
    </>
  );
}
