import { listLedger, type LedgerEntry } from '@leadgen/client';
import { listLedgerInfiniteQueryKey } from '@leadgen/client/query';
import { IconCoin } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { credits } from '@/lib/format';
import { pages } from '@/lib/paging';
import list from '@/ui/list.module.css';
import { When } from '@/ui/marks';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { useEndInSight } from '@/ui/useEndInSight';
import styles from './Credits.module.css';
import { useText } from './text';

/** The ledger, newest first. */
export function Statement({ slug }: { slug: string }) {
  const t = useText();
  const ledger = useInfiniteQuery(
    pages(listLedgerInfiniteQueryKey({ path: { slug } }), (cursor, signal) =>
      listLedger({ path: { slug }, query: cursor, signal, throwOnError: true }),
    ),
  );
  const end = useEndInSight(ledger);
  const entries = ledger.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={styles.statement} aria-labelledby="credits-statement">
      <h3 id="credits-statement" className={styles.title}>{t('statement.title')}</h3>
      <p className={styles.lead}>{t('statement.lead')}</p>
      {ledger.isPending && <Skeleton lines={3} />}
      {ledger.isError && entries.length === 0 && <ErrorState error={ledger.error} retry={() => void ledger.refetch()} />}
      {ledger.isSuccess && entries.length === 0 && (
        <EmptyState
          icon={<IconCoin size={18} stroke={1.5} aria-hidden />}
          title={t('statement.emptyTitle')}
          detail={t('statement.emptyDetail', { slug })}
        />
      )}
      {entries.length > 0 && (
        <>
          <Entries slug={slug} entries={entries} />
          <div ref={end}>
            {ledger.hasNextPage ? <Skeleton lines={2} /> : <p className={list.foot}>{t('statement.end')}</p>}
          </div>
        </>
      )}
    </section>
  );
}

function Entries({ slug, entries }: { slug: string; entries: readonly LedgerEntry[] }) {
  const t = useText();
  return (
    <div className={`${list.box} ${styles.frame}`}>
      <table className={`${list.list} ${styles.table}`} role="table" aria-label={t('statement.caption')}>
        <thead className={list.head} role="rowgroup">
          <tr className={list.row} role="row">
            <th role="columnheader">{t('statement.what')}</th>
            <th role="columnheader" className={list.number}>{t('statement.change')}</th>
            <th role="columnheader" className={list.number}>{t('statement.spent')}</th>
            <th role="columnheader" className={list.number}>{t('statement.balance')}</th>
            <th role="columnheader" className={list.number}>{t('statement.when')}</th>
          </tr>
        </thead>
        <tbody className={list.body} role="rowgroup">
          {entries.map((entry) => (
            <Entry key={entry.id} slug={slug} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Entry({ slug, entry }: { slug: string; entry: LedgerEntry }) {
  const t = useText();
  const { kind, note, amount, spent, balance, at, run_id: id } = entry;
  const what = note === '' ? t(`statement.kinds.${kind}`) : `${t(`statement.kinds.${kind}`)} · ${note}`;
  return (
    <tr className={list.row} role="row">
      <td role="cell" className={list.wide} title={what}>
        {id === null ? (
          what
        ) : (
          <Link className={list.link} to="/w/$slug/enrichment/$id" params={{ slug, id }}>
            {what}
          </Link>
        )}
      </td>
      <td role="cell" className={list.number}>{amount !== 0 && signed(amount)}</td>
      <td role="cell" className={list.number} {...(spent > 0 && { 'data-label': t('statement.spent') })}>
        {spent > 0 && credits(spent)}
      </td>
      <td role="cell" className={`${list.muted} ${list.number}`} {...(balance !== null && { 'data-label': t('statement.balance') })}>
        {balance !== null && credits(balance)}
      </td>
      <td role="cell" className={`${list.muted} ${list.number}`}>
        <When at={at} />
      </td>
    </tr>
  );
}

function signed(amount: number): string {
  return `${amount < 0 ? '−' : '+'}${credits(Math.abs(amount))}`;
}
