import type { TriageRule } from '@leadgen/client';
import { ActionIcon, Button } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { count } from '@/lib/format';
import { read } from '@/records/filters/tree';
import { wordsOptions } from '@/records/filters/useLive';
import list from '@/ui/list.module.css';
import { Status } from '@/ui/marks';
import { TONES } from './Consequences';
import { MOST_RULES, moved, put } from './rules';
import styles from './Rules.module.css';
import { useText } from './text';

const RuleDialog = lazy(async () => ({ default: (await import('./RuleDialog')).RuleDialog }));

interface RulesListProps {
  slug: string;
  rules: readonly TriageRule[];
  /** How many companies each decides; undefined while they are counted. */
  decides: readonly number[] | undefined;
  /** Where the rules may be changed. */
  onRules: ((rules: readonly TriageRule[]) => void) | undefined;
}

/** The rules in their order; the first that matches a company decides. */
export function RulesList({ slug, rules, decides, onRules }: RulesListProps) {
  const t = useText();
  const [open, setOpen] = useState<number | 'new' | null>(null);
  const place = open === 'new' ? null : open;
  const isFull = rules.length >= MOST_RULES;
  return (
    <>
      {rules.length === 0 && <p className={styles.none}>{t('rule.none')}</p>}
      {rules.length > 0 && (
        <table className={`${list.list} ${styles.table}`} role="table" aria-label={t('rule.caption')} data-fixed={onRules === undefined || undefined}>
          <thead className={list.head} role="rowgroup">
            <tr className={list.row} role="row">
              <th role="columnheader">{t('rule.name')}</th>
              <th role="columnheader">{t('rule.leads')}</th>
              <th role="columnheader" className={list.number}>{t('rule.decides')}</th>
              {onRules !== undefined && <th role="columnheader" className={list.number}>{t('rule.acts')}</th>}
            </tr>
          </thead>
          <tbody className={list.body} role="rowgroup">
            {rules.map((rule, at) => (
              // Rules have no name of their own but their place: two may be called alike.
              <tr key={at} className={list.row} role="row">
                <th role="rowheader" scope="row" className={`${list.wide} ${styles.rule}`}>
                  <span className={styles.place}>{count(at + 1)}</span> {rule.name}
                  <Words slug={slug} filter={rule.filter} />
                </th>
                <td role="cell">
                  <Status tone={TONES[rule.verdict]}>{t(`verdict.${rule.verdict}`)}</Status>
                  {(rule.tier ?? '') !== '' && <span className={styles.muted}> {t('rule.tier', { tier: rule.tier ?? '' })}</span>}
                </td>
                <td role="cell" className={list.number} data-label={t('rule.decides')}>{decides === undefined ? '' : count(decides[at] ?? 0)}</td>
                {onRules !== undefined && (
                  <td role="cell" className={`${list.number} ${styles.buttons}`}>
                    <ActionIcon size={28} disabled={at === 0} aria-label={t('rule.up', { name: rule.name })} onClick={() => onRules(moved(rules, at, at - 1))}>
                      <IconArrowUp size={16} stroke={1.5} aria-hidden />
                    </ActionIcon>
                    <ActionIcon size={28} disabled={at === rules.length - 1} aria-label={t('rule.down', { name: rule.name })} onClick={() => onRules(moved(rules, at, at + 1))}>
                      <IconArrowDown size={16} stroke={1.5} aria-hidden />
                    </ActionIcon>
                    <ActionIcon size={28} aria-label={t('rule.edit', { name: rule.name })} onClick={() => setOpen(at)}>
                      <IconPencil size={16} stroke={1.5} aria-hidden />
                    </ActionIcon>
                    <ActionIcon size={28} aria-label={t('rule.remove', { name: rule.name })} onClick={() => onRules(rules.toSpliced(at, 1))}>
                      <IconTrash size={16} stroke={1.5} aria-hidden />
                    </ActionIcon>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {onRules !== undefined && (
        <p className={styles.add}>
          <Button disabled={isFull} leftSection={<IconPlus size={16} stroke={1.5} aria-hidden />} onClick={() => setOpen('new')}>
            {t('rule.add')}
          </Button>
          {isFull && <span className={styles.muted}>{t('rule.most', { n: count(MOST_RULES) })}</span>}
        </p>
      )}
      {open !== null && onRules !== undefined && (
        <Suspense fallback={null}>
          <RuleDialog
            slug={slug}
            rule={place === null ? undefined : rules[place]}
            onRule={(rule) => {
              onRules(put(rules, place, rule));
              setOpen(null);
            }}
            onClose={() => setOpen(null)}
          />
        </Suspense>
      )}
    </>
  );
}

function Words({ slug, filter }: { slug: string; filter: TriageRule['filter'] }) {
  const { data } = useQuery(wordsOptions(slug, 'company', read(filter)));
  return <span className={styles.words}>{data?.words}</span>;
}
