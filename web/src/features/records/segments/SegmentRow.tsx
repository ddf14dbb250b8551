import type { Segment } from '@leadgen/client';
import { getSegmentOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { total as totalWords } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import list from '@/ui/list.module.css';
import { When } from '@/ui/marks';
import { SegmentActs } from './SegmentActs';
import styles from './Segments.module.css';
import { useText } from './text';

const GRIDS = { contact: '/w/$slug/contacts', company: '/w/$slug/companies' } as const;

/** One segment: the filter in words and how many are in it now, asked for by itself so that none waits for another. */
export function SegmentRow({ slug, segment }: { slug: string; segment: Segment }) {
  const t = useText();
  const may = useMay();
  const { id, kind, name, words, notices, updated_at: updated } = segment;
  const counted = useQuery(getSegmentOptions({ path: { slug, id } }));
  const total = counted.data?.total ?? null;
  const why = notices[0]?.message;
  return (
    <tr className={list.row} role="row">
      <td role="cell">
        <Link className={list.link} to={GRIDS[kind]} params={{ slug }} search={{ filter: { all: [{ term: 'in_segment', value: id }] } }}>
          {name}
        </Link>
      </td>
      <td role="cell" className={`${list.muted} ${list.wide} ${why === undefined ? '' : styles.broken}`} title={words}>
        {why === undefined ? words : t('broken', { why })}
      </td>
      <td role="cell" className={list.muted}>{t(`kind.${kind}`)}</td>
      <td role="cell" className={list.number} data-label={t('column.count')}>
        {total === null ? (counted.isPending ? t('countWait') : '–') : totalWords(total)}
      </td>
      <td role="cell" className={list.muted}>
        <When at={updated} />
      </td>
      <td role="cell" className={list.above}>{may('updateSegment') && <SegmentActs slug={slug} segment={segment} />}</td>
    </tr>
  );
}
