import type { DeliveryAttempt, DeliveryDetail } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { moment } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import { CopyBlock } from '@/ui/Copyable';
import { SideDrawer } from '@/ui/SideDrawer';
import { Status } from '@/ui/marks';
import { ErrorState, Skeleton, useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { replayOne, useDelivery } from './calls';
import { useEventName } from './EventNames';
import { useText } from './text';
import { asText, DELIVERY_TONES, shownState } from './words';
import styles from './delivery.module.css';

interface DeliveryDrawerProps {
  slug: string;
  id: string;
  deliveryId: string;
  onClose: () => void;
}

/** One delivery in full: what was sent, each attempt and its answer. Foreign text stays text. */
export function DeliveryDrawer({ slug, id, deliveryId, onClose }: DeliveryDrawerProps) {
  const t = useText();
  const nameOf = useEventName(slug);
  const { data, error, refetch } = useDelivery({ slug, id }, deliveryId);
  const name = data === undefined ? '' : nameOf(data.event_type);
  return (
    <SideDrawer label={t('delivery.label', { event: name })} close={t('delivery.close')} onClose={onClose}>
      {data === undefined && error === null && <Skeleton />}
      {data === undefined && error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {data !== undefined && (
        <>
          <h2 className={styles.title}>{name}</h2>
          <Facts delivery={data} />
          <Replay slug={slug} id={id} delivery={data} />
          <CopyBlock label={t('delivery.payload')} value={asText(data.payload)} />
          <section className={styles.attempts} aria-label={t('delivery.attemptsTitle')}>
            <h3>{t('delivery.attemptsTitle')}</h3>
            {data.attempts.length === 0 && <p className={styles.muted}>{t('delivery.noAttempts')}</p>}
            {data.attempts.map((attempt, place) => (
              <Attempt key={attempt.at} attempt={attempt} number={place + 1} isLast={place === data.attempts.length - 1} />
            ))}
          </section>
        </>
      )}
    </SideDrawer>
  );
}

function Facts({ delivery }: { delivery: DeliveryDetail }) {
  const t = useText();
  const state = shownState(delivery);
  const { event_id: event, created_at: created, settled_at: settled, next_at: next, last_error: problem } = delivery;
  const facts = [
    [t('delivery.id'), event],
    [t('delivery.created'), moment(created)],
    [t('delivery.next'), settled === null && next !== null ? moment(next) : null],
    [t('delivery.settled'), settled === null ? null : moment(settled)],
    [t('delivery.error'), problem],
  ] as const;
  return (
    <>
      <Status tone={DELIVERY_TONES[state]}>{t(`delivery.${state}`)}</Status>
      {state === 'unknown' && <p className={styles.muted}>{t('delivery.unknownHint')}</p>}
      <dl className={styles.facts}>
        {facts.map(
          ([label, value]) =>
            value !== null && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </>
  );
}

function Replay({ slug, id, delivery }: { slug: string; id: string; delivery: DeliveryDetail }) {
  const t = useText();
  const may = useMay();
  const sentence = useErrorSentence();
  const { mutate, isPending } = useMutation({
    mutationFn: () => replayOne({ slug, id }, delivery.id),
    onSuccess: () => toast(t('delivery.replayed')),
    onError: (error) => toast(sentence(error), { tone: 'bad' }),
  });
  if (!may('replayDelivery') || delivery.attempts.length === 0) return null;
  return (
    <div>
      <Button loading={isPending} onClick={() => mutate()}>
        {t('delivery.replay')}
      </Button>
    </div>
  );
}

function Attempt({ attempt, number, isLast }: { attempt: DeliveryAttempt; number: number; isLast: boolean }) {
  const t = useText();
  const { at, status, duration_ms: ms, error, response_excerpt: response, request_headers: headers } = attempt;
  const answer = status === null ? t('delivery.noAnswer') : t('delivery.status', { status });
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return (
    <details className={styles.attempt} open={isLast}>
      <summary>
        <span className={styles.number}>{t('delivery.attempt', { n: number })}</span>
        <span data-bad={status === null || status >= 300 || undefined}>{answer}</span>
        {ms !== null && <span className={styles.muted}>{t('delivery.duration', { ms })}</span>}
        <time className={styles.muted} dateTime={at}>
          {moment(at)}
        </time>
      </summary>
      <div className={styles.inside}>
        {error !== null && <p className={styles.problem}>{error}</p>}
        <CopyBlock label={t('delivery.headers')} value={lines.join('\n')} />
        {response === null || response === '' ? (
          status !== null && <p className={styles.muted}>{t('delivery.noResponse')}</p>
        ) : (
          <CopyBlock label={t('delivery.response')} value={response} />
        )}
      </div>
    </details>
  );
}
