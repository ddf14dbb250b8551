import type { Import, LineProblemGroup } from '@leadgen/client';
import { listImportProblemsOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { count } from '@/lib/format';
import type { LineFilter } from '../state';
import { useText } from '../text';
import { FixDialog } from './FixDialog';
import { useLineColumns, type LineColumn } from './lineColumns';
import styles from './review.module.css';

interface ProblemsProps {
  slug: string;
  imported: Import;
  filter: LineFilter;
  mayEdit: boolean;
}

/** The rejected lines by what is wrong with them: each reason narrows the lines, and is mended for all of them at once. */
export function Problems({ slug, imported, filter, mayEdit }: ProblemsProps) {
  const t = useText();
  const [fixing, setFixing] = useState<LineProblemGroup | null>(null);
  const columns = useLineColumns(slug, imported);
  const { data, isPending } = useQuery({
    ...listImportProblemsOptions({ path: { slug, id: imported.id } }),
    placeholderData: keepPreviousData,
    // A fix of many is made while this is not shown.
    staleTime: 0,
  });
  const groups = useSteady(data?.items ?? NONE);
  // Room for one, so that the lines do not move down under the hand.
  if (isPending && imported.counts.rejected > 0) return <div className={styles.awaited} />;
  const isLeft = filter.problem === undefined || isPending || groups.some((group) => isOf(group, filter));
  if (groups.length === 0 && isLeft) return null;
  const labelOf = (group: LineProblemGroup) => columns.find(({ index }) => index === group.column)?.label ?? t('fix.wholeLine');
  return (
    <>
      <ul className={styles.problems} aria-label={t('fix.groups')}>
        {!isLeft && <Gone slug={slug} id={imported.id} message={filter.problem} />}
        {groups.map((group) => (
          <Group
            key={keyOf(group)}
            slug={slug}
            id={imported.id}
            group={group}
            label={labelOf(group)}
            isChosen={isOf(group, filter)}
            {...(mayEdit && group.column !== null && { onFix: () => setFixing(group) })}
          />
        ))}
      </ul>
      {fixing !== null && (
        <FixDialog slug={slug} id={imported.id} group={fixing} label={labelOf(fixing)} onClose={() => setFixing(null)} />
      )}
    </>
  );
}

const NONE: readonly LineProblemGroup[] = [];

function keyOf({ column, message }: LineProblemGroup): string {
  return `${column} ${message}`;
}

/** Each group where it was first seen: mending lines changes the counts, and nothing is to move under the hand. */
function useSteady(groups: readonly LineProblemGroup[]): readonly LineProblemGroup[] {
  const [seen, setSeen] = useState<readonly string[]>([]);
  const fresh = groups.map(keyOf).filter((key) => !seen.includes(key));
  const order = [...seen, ...fresh];
  if (fresh.length > 0) setSeen(order);
  return groups.toSorted((a, b) => order.indexOf(keyOf(a)) - order.indexOf(keyOf(b)));
}

function isOf({ column, message }: LineProblemGroup, filter: LineFilter): boolean {
  return filter.problem === message && filter.column === (column ?? undefined);
}

/** The lines below are those of a problem that no line has any more: they stay in sight until somebody goes on. */
function Gone({ slug, id, message }: { slug: string; id: string; message: string | undefined }) {
  const t = useText();
  return (
    <li className={styles.problem} data-chosen>
      <Link to="/w/$slug/imports/$id" params={{ slug, id }} search={{ verdict: 'rejected' }} replace aria-current="true">
        <b>{t('fix.noneLeft')}</b>
        <span>{message}</span>
        <span />
        <span className={styles.many}>{t('fix.all')}</span>
      </Link>
    </li>
  );
}

interface GroupProps {
  slug: string;
  id: string;
  group: LineProblemGroup;
  label: LineColumn['label'];
  isChosen: boolean;
  onFix?: () => void;
}

function Group({ slug, id, group: { column, message, count: n, samples }, label, isChosen, onFix }: GroupProps) {
  const t = useText();
  const narrowed = { problem: message, ...(column !== null && { column }) };
  return (
    <li className={styles.problem} data-chosen={isChosen || undefined}>
      <Link
        to="/w/$slug/imports/$id"
        params={{ slug, id }}
        search={{ verdict: 'rejected', ...(!isChosen && narrowed) }}
        replace
        aria-current={isChosen ? 'true' : undefined}
        title={t(isChosen ? 'fix.all' : 'fix.only')}
      >
        <b>{label}</b>
        <span className={styles.message}>{message}</span>
        <span className={styles.samples}>{samples.join('  ·  ')}</span>
        <span className={styles.many}>{t('fix.lines', { count: n, n: count(n) })}</span>
      </Link>
      {onFix !== undefined && (
        <Button size="compact-sm" aria-label={t('fix.beginOf', { label, message })} onClick={onFix}>
          {t('fix.begin')}
        </Button>
      )}
    </li>
  );
}
