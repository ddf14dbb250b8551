import { revokeApiKey, type ApiKey } from '@leadgen/client';
import { listApiKeysOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useCreating } from '@/lib/creating';
import { useRights } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { useWorkspace } from '@/lib/workspace';
import { Confirm } from '@/ui/Confirm';
import { Section } from '@/ui/Section';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { useText } from '../text';
import { KeyDialog } from './KeyDialog';
import { KeysTable } from './KeysTable';

/** Keys by which programs use this workspace. */
export function KeysSection() {
  const t = useText();
  const { slug } = useWorkspace();
  const { may } = useRights();
  const [creating, setCreating] = useCreating();
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const { data, error, refetch } = useQuery(listApiKeysOptions({ path: { slug } }));
  const create = may('createApiKey') && (
    <Button variant="filled" onClick={() => setCreating(true)}>
      {t('keys.create')}
    </Button>
  );
  const isEmpty = data !== undefined && data.items.length === 0;
  return (
    <Section title={t('sections.keys')} lead={t('keys.lead')} action={!isEmpty && create}>
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      {isEmpty && (
        <EmptyState
          icon={<IconKey size={18} stroke={1.5} aria-hidden />}
          title={t('keys.emptyTitle')}
          detail={t('keys.emptyDetail')}
          actions={create}
        />
      )}
      {data !== undefined && !isEmpty && (
        <KeysTable keys={data.items} onRevoke={may('revokeApiKey') ? setRevoking : null} />
      )}
      {creating && may('createApiKey') && <KeyDialog slug={slug} onClose={() => setCreating(false)} />}
      {revoking !== null && <RevokeDialog slug={slug} apiKey={revoking} onClose={() => setRevoking(null)} />}
    </Section>
  );
}

function RevokeDialog({ slug, apiKey, onClose }: { slug: string; apiKey: ApiKey; onClose: () => void }) {
  const t = useText();
  const revoke = async () => {
    await revokeApiKey({ path: { slug, id: apiKey.id }, throwOnError: true });
    await refresh(['listApiKeys']);
  };
  return (
    <Confirm title={t('keys.revokeTitle', { name: apiKey.name })} verb={t('keys.revoke')} act={revoke} onClose={onClose}>
      <p>{t('keys.revokeDetail')}</p>
    </Confirm>
  );
}
