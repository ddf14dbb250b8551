import type { Webhook } from '@leadgen/client';
import { Button } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMutation } from '@tanstack/react-query';
import { ago, moment } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { Status } from '@/ui/marks';
import { Section } from '@/ui/Section';
import { ErrorState, Skeleton, useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { change, sendTest, useWebhook } from './calls';
import { DeliveryDrawer } from './DeliveryDrawer';
import { DeliveryLog } from './DeliveryLog';
import { EventNames } from './EventNames';
import { useText } from './text';
import { Acts } from './WebhookActs';
import { healthOf, HEALTH_TONES } from './words';
import styles from './webhooks.module.css';

const HERE = '/w/$slug/settings/webhooks/$id';

/** One webhook: how it is, what can be done with it, and everything it was sent. */
export function WebhookScreen() {
  const t = useText();
  const { slug } = useWorkspace();
  const { id } = useParams({ from: HERE });
  const { state, delivery } = useSearch({ from: HERE });
  const navigate = useNavigate();
  const { data, error, refetch } = useWebhook({ slug, id });
  const look = (search: { state?: typeof state; delivery?: string }) =>
    void navigate({ to: HERE, params: { slug, id }, search, replace: true });
  const filter = state === undefined ? {} : { state };
  return (
    <div className={styles.column}>
      <Link className={styles.back} to="/w/$slug/settings/webhooks" params={{ slug }}>
        <IconChevronLeft size={16} stroke={1.5} aria-hidden />
        {t('all')}
      </Link>
      {data === undefined && error === null && <Skeleton />}
      {data === undefined && error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {data !== undefined && (
        <Section title={data.url} lead={<Condition webhook={data} />} action={<TestAndMore slug={slug} webhook={data} />}>
          {data.state === 'disabled' && <Off slug={slug} webhook={data} />}
          <Facts slug={slug} webhook={data} />
          <DeliveryLog slug={slug} id={id} filter={state} open={delivery} onFilter={(next) => look(next === undefined ? {} : { state: next })} />
        </Section>
      )}
      {delivery !== undefined && (
        <DeliveryDrawer key={delivery} slug={slug} id={id} deliveryId={delivery} onClose={() => look(filter)} />
      )}
    </div>
  );
}

function Condition({ webhook }: { webhook: Webhook }) {
  const t = useText();
  const health = healthOf(webhook);
  const { failing_since: failing, previous_secret_until: both } = webhook;
  return (
    <>
      <Status tone={HEALTH_TONES[health]}>{t(`state.${health}`)}</Status>
      {health === 'failing' && failing !== null && (
        <span title={moment(failing)} className={styles.aside}>
          {t('failing', { when: ago(failing) })}
        </span>
      )}
      {both !== null && <span className={styles.aside}>{t('rotate.running', { when: moment(both) })}</span>}
    </>
  );
}

function TestAndMore({ slug, webhook }: { slug: string; webhook: Webhook }) {
  const t = useText();
  const may = useMay();
  const sentence = useErrorSentence();
  const { mutate, isPending } = useMutation({
    mutationFn: () => sendTest({ slug, id: webhook.id }),
    onSuccess: () => toast(t('test.sent')),
    onError: (error) => toast(sentence(error), { tone: 'bad' }),
  });
  return (
    <>
      {may('testWebhook') && webhook.state === 'enabled' && (
        <Button variant="filled" loading={isPending} onClick={() => mutate()}>
          {t('test.act')}
        </Button>
      )}
      {may('updateWebhook') && <Acts slug={slug} webhook={webhook} />}
    </>
  );
}

/** Why nothing is sent, and the way back. */
function Off({ slug, webhook: { id, disabled_reason: reason } }: { slug: string; webhook: Webhook }) {
  const t = useText();
  const may = useMay();
  const sentence = useErrorSentence();
  const { mutate, isPending } = useMutation({
    mutationFn: () => change({ slug, id }, { enabled: true }),
    onSuccess: () => toast(t('off.enabled')),
    onError: (error) => toast(sentence(error), { tone: 'bad' }),
  });
  return (
    <div className={styles.off} role="note">
      <div>
        <strong>{t('off.title')}</strong>
        <p>{reason ?? t('off.byPerson')}</p>
      </div>
      {may('updateWebhook') && (
        <Button variant="filled" loading={isPending} onClick={() => mutate()}>
          {t('off.enable')}
        </Button>
      )}
    </div>
  );
}

function Facts({ slug, webhook: { description, events, created_at: created } }: { slug: string; webhook: Webhook }) {
  const t = useText();
  return (
    <dl className={styles.facts}>
      {description !== '' && (
        <div>
          <dt>{t('facts.note')}</dt>
          <dd>{description}</dd>
        </div>
      )}
      <div>
        <dt>{t('facts.events')}</dt>
        <dd>
          <EventNames slug={slug} types={events} />
        </dd>
      </div>
      <div>
        <dt>{t('facts.created')}</dt>
        <dd>{moment(created)}</dd>
      </div>
    </dl>
  );
}
