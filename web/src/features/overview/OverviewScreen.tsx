import type { Overview } from '@leadgen/client';
import { getOverviewOptions, getSessionOptions } from '@leadgen/client/query';
import { Button, TextInput } from '@mantine/core';
import { IconChevronLeft, IconLayoutGrid } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useCreating } from '@/lib/creating';
import { lastWorkspace } from '@/lib/lastWorkspace';
import { found } from '@/lib/match';
import { Page } from '@/ui/Page';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { useSignOut } from '@/ui/useSignOut';
import { AccountTable } from './AccountTable';
import { NewWorkspace } from './NewWorkspace';
import { useText } from './text';
import styles from './Overview.module.css';

/** Fewer than this are found by looking. */
const MANY = 8;

/** All workspaces of the person, by account, with how each is doing. */
export function OverviewScreen() {
  const t = useText();
  const [creating, ask] = useCreating();
  const { data, error, isPending, refetch } = useQuery({ ...getOverviewOptions(), staleTime: 0 });
  const [query, setQuery] = useState('');
  const open = data?.accounts.filter(({ can_add: can }) => can) ?? [];
  const total = data?.accounts.reduce((sum, { workspaces }) => sum + workspaces.length, 0) ?? 0;
  const begin = open.length > 0 && (
    <Button variant="filled" onClick={() => ask(true)}>
      {t('create')}
    </Button>
  );
  return (
    <main className={styles.frame}>
      <Page title={t('title')} detail={total > 0 && t('count', { count: total })} actions={total > 0 && begin}>
        <div className={styles.body}>
          <Back />
          {isPending && <Skeleton lines={8} />}
          {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
          {data !== undefined && total === 0 && (
            <Stranded begin={begin} />
          )}
          {total > MANY && (
            <TextInput
              className={styles.find ?? ''}
              aria-label={t('find')}
              placeholder={t('find')}
              value={query}
              onChange={(event) => setQuery(event.currentTarget.value)}
            />
          )}
          {data !== undefined && total > 0 && <Accounts overview={data} query={query} />}
        </div>
      </Page>
      {creating && open.length > 0 && <NewWorkspace accounts={open} onClose={() => ask(false)} />}
    </main>
  );
}

/** Somebody without any workspace: what that means, as whom they are here, and the way out. */
function Stranded({ begin }: { begin: ReactNode }) {
  const t = useText();
  const { data } = useQuery(getSessionOptions());
  const leave = useSignOut();
  return (
    <EmptyState
      icon={<IconLayoutGrid size={18} stroke={1.5} aria-hidden />}
      title={t('emptyTitle')}
      detail={t('emptyDetail', { email: data?.user.email ?? '' })}
      actions={
        <>
          {begin}
          <Button onClick={leave}>{t('signOut')}</Button>
        </>
      }
    />
  );
}

/** To where the person came from: a page outside the workspaces has no navigation of its own. */
function Back() {
  const t = useText();
  const { data } = useQuery(getSessionOptions());
  const last = lastWorkspace(data?.workspaces ?? []);
  if (last === undefined) return null;
  return (
    <Link className={styles.back} to="/w/$slug/contacts" params={{ slug: last.slug }}>
      <IconChevronLeft size={16} stroke={1.5} aria-hidden />
      {t('back', { name: last.name })}
    </Link>
  );
}

function Accounts({ overview, query }: { overview: Overview; query: string }) {
  const t = useText();
  const accounts = overview.accounts
    .map((account) => ({ ...account, workspaces: found(account.workspaces, query, ({ name, slug }) => [name, slug]) }))
    .filter(({ workspaces }) => workspaces.length > 0);
  const isGuess = accounts.some(({ workspaces }) => workspaces.some(({ contacts, companies }) => !contacts.exact || !companies.exact));
  if (accounts.length === 0) return <EmptyState title={t('nothing')} />;
  return (
    <>
      {accounts.map((account) => (
        <AccountTable key={account.id} account={account} />
      ))}
      {isGuess && <p className={styles.note}>{t('estimatedNote')}</p>}
    </>
  );
}
