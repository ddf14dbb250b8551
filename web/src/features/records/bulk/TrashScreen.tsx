import type { RecordKind, TrashedRow } from '@leadgen/client';
import { Button, Checkbox } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconArrowBackUp, IconTrash } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { total as totalWords } from '@/lib/format';
import { useRights } from '@/lib/permissions';
import list from '@/ui/list.module.css';
import { When } from '@/ui/marks';
import { Page } from '@/ui/Page';
import { SearchField } from '@/ui/SearchField';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { useEndInSight } from '@/ui/useEndInSight';
import { nameOf, useFields, type RecordFields } from '@/records/fields';
import { useSelection, type Selecting } from '../selection';
import bar from './BulkBar.module.css';
import { ACTS_OF, sent, trashOptions } from './calls';
import { useText } from './text';
import styles from './Trash.module.css';

const RestoreDialog = lazy(async () => ({ default: (await import('./RemoveDialog')).RestoreDialog }));

/** What was removed, last first, with who did it; from here it comes back as it was. */
export function TrashScreen({ slug, kind }: { slug: string; kind: RecordKind }) {
  const t = useText();
  const navigate = useNavigate();
  const fields = useFields(slug, kind);
  const [find, setFind] = useState('');
  const query = useInfiniteQuery(trashOptions(slug, kind, filterOf(fields, find)));
  const selecting = useSelection(find);
  const rows = query.data?.pages.flatMap((page) => page.items) ?? [];
  const total = query.data?.pages[0]?.total ?? null;
  const titles = { kind: t(`${kind}.all`).toLocaleLowerCase() };
  const back = () => void navigate({ to: '.', search: {} });
  return (
    <Page
      title={t('trash.title', titles)}
      detail={total !== null && total.value > 0 && totalWords(total)}
      actions={
        <Button variant="subtle" color="gray" leftSection={<IconArrowBackUp size={16} stroke={1.5} aria-hidden />} onClick={back}>
          {t('trash.back', titles)}
        </Button>
      }
    >
      <div className={styles.screen}>
        <div className={styles.rules}>
          <p>{t('trash.rules')}</p>
          <SearchField label={t('trash.find')} value={find} onSearch={setFind} />
        </div>
        <div className={styles.list}>
          {query.isPending && <Skeleton lines={8} />}
          {query.error !== null && rows.length === 0 && <ErrorState error={query.error} retry={() => void query.refetch()} />}
          {query.isSuccess && rows.length === 0 && <Nothing found={find !== ''} />}
          {rows.length > 0 && <Rows rows={rows} fields={fields} selecting={selecting} more={query} />}
        </div>
        {selecting.selection.mode !== 'none' && <RestoreBar slug={slug} kind={kind} filter={filterOf(fields, find)} selecting={selecting} total={total} />}
      </div>
    </Page>
  );
}

/** The name contains what is looked for: of the trash there is no search index. */
function filterOf({ name }: RecordFields, find: string): unknown {
  return find === '' ? undefined : { field: name.key, op: 'contains', value: find };
}

function Nothing({ found }: { found: boolean }) {
  const t = useText();
  const icon = <IconTrash size={20} stroke={1.5} aria-hidden />;
  if (found) return <EmptyState icon={icon} title={t('trash.nothing')} detail={t('trash.nothingDetail')} />;
  return <EmptyState icon={icon} title={t('trash.empty')} detail={t('trash.emptyDetail')} />;
}

interface RowsProps {
  rows: readonly TrashedRow[];
  fields: RecordFields;
  selecting: Selecting;
  more: Parameters<typeof useEndInSight>[0];
}

function Rows({ rows, fields, selecting, more }: RowsProps) {
  const t = useText();
  const end = useEndInSight(more);
  const mayRestore = useRights().may(ACTS_OF[fields.kind].change);
  return (
    <>
      <table className={`${list.list} ${styles.table}`} role="table" aria-label={t('trash.open')}>
        <thead className={list.head} role="rowgroup">
          <tr className={list.row} role="row">
            <th role="columnheader"><span className={styles.unseen}>{t('trash.act')}</span></th>
            <th role="columnheader">{t('trash.name')}</th>
            <th role="columnheader">{t('trash.by')}</th>
            <th role="columnheader" className={list.number}>{t('trash.when')}</th>
          </tr>
        </thead>
        <tbody className={list.body} role="rowgroup">
          {rows.map((row) => (
            <Trashed key={row.id} row={row} name={nameOf(fields, row) ?? t('trash.nameless')} selecting={selecting} mayRestore={mayRestore} />
          ))}
        </tbody>
      </table>
      <div ref={end}>{more.hasNextPage ? <Skeleton lines={2} /> : <p className={list.foot}>{t('trash.end')}</p>}</div>
    </>
  );
}

function Trashed({ row, name, selecting, mayRestore }: { row: TrashedRow; name: string; selecting: Selecting; mayRestore: boolean }) {
  const t = useText();
  const { operation, at } = row.removed;
  const works = row.values['company_name'];
  return (
    <tr className={list.row} role="row">
      <td role="cell">
        <Checkbox
          size="xs"
          aria-label={t('trash.pick', { name })}
          disabled={!mayRestore}
          checked={selecting.has(row.id)}
          onChange={() => selecting.toggle(row.id)}
        />
      </td>
      <td role="cell">
        {name}
        {typeof works === 'string' && works !== name && <span className={styles.works}> · {works}</span>}
      </td>
      <td role="cell" title={operation.summary}>{operation.actor_name}</td>
      <td role="cell" className={list.number}>
        <When at={at} />
      </td>
    </tr>
  );
}

interface RestoreBarProps {
  slug: string;
  kind: RecordKind;
  filter: unknown;
  selecting: Selecting;
  total: { value: number; exact: boolean } | null;
}

function RestoreBar({ slug, kind, filter, selecting, total }: RestoreBarProps) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const { selection, clear } = selecting;
  const selected = useMemo(
    () => ({ slug, kind, selection: { ...sent(selection, { filter, operation: undefined }), trash: true } }),
    [slug, kind, selection, filter],
  );
  const close = useCallback(() => setOpen(false), []);
  const isAll = selection.mode === 'all' || (total !== null && total.exact && selecting.count(total).value >= total.value);
  return (
    <div className={bar.bar} role="region" aria-label={t('bar.label')}>
      <div className={bar.what}>
        <span role="status">{t('bar.selected', { n: totalWords(selecting.count(total)) })}</span>
        {!isAll && total !== null && (
          <button type="button" className={bar.link} onClick={selecting.all}>
            {t('bar.all', { n: totalWords(total) })}
          </button>
        )}
      </div>
      <div className={bar.acts}>
        <Button size="xs" variant="filled" onClick={() => setOpen(true)}>
          {t('bar.restore')}
        </Button>
        <Button size="xs" variant="subtle" color="gray" onClick={clear}>
          {t('bar.clear')}
        </Button>
      </div>
      <Suspense fallback={null}>{open && <RestoreDialog selected={selected} onClose={close} onDone={clear} />}</Suspense>
    </div>
  );
}
