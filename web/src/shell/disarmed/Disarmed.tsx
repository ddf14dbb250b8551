import type { Disarmed as State } from '@leadgen/client';
import { listMembersOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ago, moment, oneOf } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import notice from '../Notices.module.css';
import { ArmDialog } from './ArmDialog';
import { useText } from './text';

/** Says above every screen that nothing goes out since a restore; the owner can change that, others see whom to ask. */
export function Disarmed({ slug, disarmed }: { slug: string; disarmed: State }) {
  const t = useText();
  const may = useMay();
  const [asking, setAsking] = useState(false);
  return (
    <div className={notice.notice} role="region" aria-label={t('dialog.title')}>
      <IconPlugConnectedX size={16} stroke={1.5} aria-hidden />
      <p title={moment(disarmed.since)}>
        {t('text', { when: ago(disarmed.since) })} {!may('armWorkspace') && <Owners slug={slug} />}
      </p>
      {may('armWorkspace') && <Button onClick={() => setAsking(true)}>{t('act')}</Button>}
      {asking && <ArmDialog slug={slug} disarmed={disarmed} onClose={() => setAsking(false)} />}
    </div>
  );
}

function Owners({ slug }: { slug: string }) {
  const t = useText();
  const { data } = useQuery(listMembersOptions({ path: { slug } }));
  const owners = data?.items.filter(({ role }) => role === 'owner').map(({ name, email }) => name || email) ?? [];
  return owners.length === 0 ? null : <>{t('ask', { names: oneOf(owners) })}</>;
}
