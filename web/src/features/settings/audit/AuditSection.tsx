import { listAudit } from '@leadgen/client';
import { listAuditInfiniteQueryKey, listMembersOptions } from '@leadgen/client/query';
import { NativeSelect } from '@mantine/core';
import { IconListSearch } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { pages } from '@/lib/paging';
import { useWorkspace } from '@/lib/workspace';
import { Section } from '@/ui/Section';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { useText } from '../text';
import { AuditTable } from './AuditTable';
import { KINDS } from './kinds';
import styles from './Audit.module.css';

/** Who did what here, newest first: access and records alike. The address holds what is filtered. */
export function AuditSection() {
  const t = useText();
  const { slug } = useWorkspace();
  const { kind, actor } = useSearch({ from: '/w/$slug/settings/audit' });
  const log = useLog(slug, kind, actor);
  const items = log.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = kind !== undefined || actor !== undefined;
  return (
    <Section title={t('sections.audit')} lead={t('audit.lead')}>
      <Filters slug={slug} kind={kind} actor={actor} />
      {log.isPending && <Skeleton />}
      {log.isError && items.length === 0 && <ErrorState error={log.error} retry={() => void log.refetch()} />}
      {log.isSuccess && items.length === 0 && (
        <EmptyState
          icon={<IconListSearch size={18} stroke={1.5} aria-hidden />}
          title={t(isFiltered ? 'audit.noneTitle' : 'audit.emptyTitle')}
          detail={t(isFiltered ? 'audit.noneDetail' : 'audit.emptyDetail')}
        />
      )}
      {items.length > 0 && <AuditTable slug={slug} entries={items} more={log} />}
    </Section>
  );
}

interface FilterProps {
  slug: string;
  kind: string | undefined;
  actor: string | undefined;
}

function Filters({ slug, kind, actor }: FilterProps) {
  const t = useText();
  const navigate = useNavigate();
  const { data: members } = useQuery(listMembersOptions({ path: { slug } }));
  const show = (change: { kind?: string | undefined; actor?: string | undefined }) => {
    const next = { kind, actor, ...change };
    void navigate({
      to: '/w/$slug/settings/audit',
      params: { slug },
      search: { ...(next.kind !== undefined && { kind: next.kind }), ...(next.actor !== undefined && { actor: next.actor }) },
      replace: true,
    });
  };
  return (
    <div className={styles.filters} role="search" aria-label={t('audit.filters')}>
      <NativeSelect
        size="xs"
        aria-label={t('audit.kind')}
        value={kind ?? ''}
        onChange={(event) => show({ kind: event.currentTarget.value || undefined })}
      >
        <option value="">{t('audit.everyKind')}</option>
        {KINDS.map(({ group, kinds }) => (
          <optgroup key={group} label={t(`audit.groups.${group}`)}>
            {kinds.map((one) => (
              <option key={one} value={one}>
                {t(`audit.kinds.${one}`)}
              </option>
            ))}
          </optgroup>
        ))}
      </NativeSelect>
      <NativeSelect
        size="xs"
        aria-label={t('audit.actor')}
        value={actor ?? ''}
        data={[
          { value: '', label: t('audit.everybody') },
          ...(members?.items.map(({ user_id: value, name, email }) => ({ value, label: name || email })) ?? []),
        ]}
        onChange={(event) => show({ actor: event.currentTarget.value || undefined })}
      />
    </div>
  );
}

function useLog(slug: string, kind: string | undefined, actor: string | undefined) {
  const filter = { ...(kind !== undefined && { kind }), ...(actor !== undefined && { actor_id: actor }) };
  return useInfiniteQuery({
    ...pages(listAuditInfiniteQueryKey({ path: { slug }, query: filter }), (cursor, signal) =>
      listAudit({ path: { slug }, query: { ...filter, ...cursor }, signal, throwOnError: true }),
    ),
    // Nothing pushes these: whoever opens the log wants it as it is now.
    staleTime: 0,
  });
}
