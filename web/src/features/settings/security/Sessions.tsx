import { endSession, signOutEverywhere, type SignedInSession } from '@leadgen/client';
import { listSessionsOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { moment } from '@/lib/format';
import { refresh } from '@/lib/query';
import { Confirm } from '@/ui/Confirm';
import { Status, When } from '@/ui/marks';
import { Panel, PanelRow } from '@/ui/Section';
import { ErrorState, Skeleton, useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useText } from '../text';

/** Every place where you are signed in; one that you do not know can be ended. */
export function Sessions() {
  const t = useText();
  const [asking, setAsking] = useState(false);
  const { data, error, refetch } = useQuery(listSessionsOptions());
  const everywhere = async () => {
    await signOutEverywhere({ throwOnError: true });
    // A page of its own: nothing of the account stays in memory.
    window.location.assign('/sign-in');
  };
  return (
    <Panel
      title={t('sessions.title')}
      action={<Button onClick={() => setAsking(true)}>{t('sessions.everywhere')}</Button>}
    >
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton lines={3} />}
      {data?.items.map((session) => <SessionRow key={session.id} session={session} />)}
      {asking && (
        <Confirm
          title={t('sessions.everywhereTitle')}
          verb={t('sessions.everywhere')}
          act={everywhere}
          onClose={() => setAsking(false)}
        >
          <p>{t('sessions.everywhereDetail')}</p>
        </Confirm>
      )}
    </Panel>
  );
}

function SessionRow({ session }: { session: SignedInSession }) {
  const t = useText();
  const sentence = useErrorSentence();
  const { id, current, device, address, method, created_at: since, last_seen_at: seen } = session;
  const { mutate, isPending } = useMutation({
    mutationFn: () => endSession({ path: { id }, throwOnError: true }),
    onSuccess: () => refresh(['listSessions']),
    onError: (error) => toast(sentence(error), { tone: 'bad' }),
  });
  return (
    <PanelRow
      label={device}
      hint={
        <span title={t('sessions.since', { when: moment(since) })}>
          {address !== '' && `${address} · `}
          {t(`sessions.methods.${method}`)}
          {!current && (
            <>
              {' · '}
              {t('sessions.seen')} <When at={seen} />
            </>
          )}
        </span>
      }
    >
      {current ? (
        <Status tone="good">{t('sessions.current')}</Status>
      ) : (
        <Button size="compact-sm" loading={isPending} aria-label={t('sessions.endOf', { device })} onClick={() => mutate()}>
          {t('sessions.end')}
        </Button>
      )}
    </PanelRow>
  );
}
