import type { ChangeRef, CleanupChange } from '@leadgen/client';
import { Button, Checkbox, VisuallyHidden } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '@/lib/permissions';
import { SearchField } from '@/ui/SearchField';
import { ErrorState, Skeleton } from '@/ui/states';
import { changeKey, changesOptions, type Choice, groupKey, type Kind } from './calls';
import styles from './Cleanup.module.css';
import { difference } from './difference';
import type { Shown } from './Groups';
import { useText } from './text';

interface ChangesProps {
  slug: string;
  id: string;
  kind: Kind;
  shown: Shown | null;
  choice: Choice;
  onTake: (change: ChangeRef, taken: boolean) => void;
}

/** The changes one by one: what is there, what it becomes, and why. */
export function Changes({ slug, id, kind, shown, choice, onTake }: ChangesProps) {
  const t = useText();
  const [search, setSearch] = useState('');
  const asked = { ...(shown !== null && { rule: shown.rule, field: shown.field }), ...(search !== '' && { q: search }) };
  const list = useInfiniteQuery({ ...changesOptions(slug, id, asked), placeholderData: keepPreviousData });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className={styles.changes} aria-label={t('changes')}>
      <div role="search" className={styles.search}>
        <SearchField label={t('search')} value={search} onSearch={setSearch} />
      </div>
      {list.isPending && <Skeleton />}
      {list.isError && items.length === 0 && <ErrorState error={list.error} retry={() => void list.refetch()} />}
      {list.isSuccess && items.length === 0 && !list.hasNextPage && <p className={styles.lead}>{t('noneFound')}</p>}
      <ul className={styles.list}>
        {items.map((one) => (
          <Change key={changeKey(one)} slug={slug} kind={kind} change={one} choice={choice} onTake={onTake} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button variant="subtle" className={styles.more ?? ''} loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}

function Change({ slug, kind, change, choice: { without, except }, onTake }: Pick<ChangesProps, 'slug' | 'kind' | 'choice' | 'onTake'> & { change: CleanupChange }) {
  const t = useText();
  const may = useMay();
  const name = change.record === '' ? t('nameless') : change.record;
  const isOut = without.has(groupKey(change));
  const isTaken = !isOut && !except.has(changeKey(change));
  return (
    <li className={styles.change} data-left={!isTaken || undefined}>
      {may('applyCleanup') && (
        <Checkbox
          size="xs"
          aria-label={t('takeOne', { field: change.label, record: name })}
          checked={isTaken}
          disabled={isOut}
          onChange={(event) => onTake(change, event.currentTarget.checked)}
        />
      )}
      <div className={styles.what}>
        <div className={styles.who}>
          <Link to={kind === 'contact' ? '/w/$slug/contacts' : '/w/$slug/companies'} params={{ slug }} search={{ record: change.record_id }} className={styles.record}>
            {name}
          </Link>
          <span className={styles.field}>{change.label}</span>
        </div>
        <Both before={change.before} after={change.after} />
        <div className={styles.reason}>{change.reason}</div>
      </div>
    </li>
  );
}

function Both({ before, after }: { before: string | null; after: string }) {
  const t = useText();
  const parts = difference(before ?? '', after);
  // What only stands elsewhere afterwards, such as a middle name, is not gone.
  const isGone = parts.before !== '' && !parts.after.includes(parts.before);
  return (
    <div className={styles.both}>
      <span className={styles.value}>
        <VisuallyHidden>{t('before')}: </VisuallyHidden>
        {before === null ? (
          <i className={styles.blank}>{t('blank')}</i>
        ) : (
          <>
            {parts.head}
            {isGone ? <del className={styles.gone}>{parts.before}</del> : parts.before}
            {parts.tail}
          </>
        )}
      </span>
      <span className={styles.arrow} role="img" aria-label={t('becomes')}>
        →
      </span>
      <span className={styles.value}>
        <VisuallyHidden>{t('after')}: </VisuallyHidden>
        {parts.head}
        {parts.after !== '' && <ins className={styles.fresh}>{parts.after}</ins>}
        {parts.tail}
      </span>
    </div>
  );
}
