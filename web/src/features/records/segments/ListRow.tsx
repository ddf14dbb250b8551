import type { RecordList } from '@leadgen/client';
import { listFieldsOptions } from '@leadgen/client/query';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { total as totalWords } from '@/lib/format';
import list from '@/ui/list.module.css';
import { When } from '@/ui/marks';
import { ListActs } from '../bulk/ListActs';
import styles from './Segments.module.css';
import { useText } from './text';

const GRIDS = { contact: '/w/$slug/contacts', company: '/w/$slug/companies' } as const;

/** One list: its name opens the records on it. */
export function ListRow({ slug, list: one }: { slug: string; list: RecordList }) {
  const t = useText();
  const { id, kind, name, description, count, created_at: made } = one;
  const { data } = useSuspenseQuery({ ...listFieldsOptions({ path: { slug } }), staleTime: Infinity });
  const field = data.items.find((known) => known.kind === kind && known.type === 'lists')?.key;
  const filter = { all: [{ field, op: 'in', value: [id] }] };
  return (
    <tr className={list.row} role="row">
      <td role="cell">
        <Link className={list.link} to={GRIDS[kind]} params={{ slug }} search={{ filter }}>
          {name}
        </Link>
        {description !== '' && <span className={styles.note}>{description}</span>}
      </td>
      <td role="cell" className={list.muted}>{t(`kind.${kind}`)}</td>
      <td role="cell" className={list.number} data-label={t('column.count')}>{totalWords(count)}</td>
      <td role="cell" className={list.muted}>
        <When at={made} />
      </td>
      <td role="cell" className={list.above}>
        <ListActs slug={slug} list={one} />
      </td>
    </tr>
  );
}
