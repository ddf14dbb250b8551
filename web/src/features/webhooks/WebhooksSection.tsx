import type { Webhook } from '@leadgen/client';
import { Button } from '@mantine/core';
import { IconWebhook } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCreating } from '@/lib/creating';
import { ago, moment } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import list from '@/ui/list.module.css';
import { Status, When } from '@/ui/marks';
import { Section } from '@/ui/Section';
import { EmptyState, ErrorState, Skeleton } from '@/ui/states';
import { useWebhooks } from './calls';
import { SecretDialog, type Secret } from './SecretDialog';
import { useText } from './text';
import { WebhookForm } from './WebhookForm';
import { healthOf, HEALTH_TONES, placeOf } from './words';
import styles from './webhooks.module.css';

/** All webhooks of the workspace, and the way to a new one. */
export function WebhooksSection() {
  const t = useText();
  const { slug } = useWorkspace();
  const may = useMay();
  const { data, error, isPending, refetch } = useWebhooks(slug);
  const [creating, ask] = useCreating();
  const begin = may('createWebhook') && (
    <Button variant="filled" onClick={() => ask(true)}>
      {t('create')}
    </Button>
  );
  const isEmpty = data?.items.length === 0;
  return (
    <Section title={t('title')} lead={t('lead')} action={!isEmpty && begin}>
      {isPending && <Skeleton lines={4} />}
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {isEmpty && (
        <EmptyState
          icon={<IconWebhook size={18} stroke={1.5} aria-hidden />}
          title={t('emptyTitle')}
          detail={t('emptyDetail')}
          actions={begin}
        />
      )}
      {data !== undefined && data.items.length > 0 && <List slug={slug} webhooks={data.items} />}
      {creating && may('createWebhook') && <Creating slug={slug} onClose={() => ask(false)} />}
    </Section>
  );
}

function List({ slug, webhooks }: { slug: string; webhooks: readonly Webhook[] }) {
  const t = useText();
  return (
    <ul className={styles.hooks} aria-label={t('caption')}>
      {webhooks.map((webhook) => (
        <li key={webhook.id} className={styles.hook}>
          <Summary slug={slug} webhook={webhook} />
        </li>
      ))}
    </ul>
  );
}

function Summary({ slug, webhook }: { slug: string; webhook: Webhook }) {
  const t = useText();
  const { id, url, description, events, last_delivery: last, failing_since: since } = webhook;
  const health = healthOf(webhook);
  return (
    <>
      <div className={styles.where}>
        <Link className={list.link} to="/w/$slug/settings/webhooks/$id" params={{ slug, id }} title={url}>
          <Address url={url} />
        </Link>
        <span className={styles.about}>
          {[description, t('events', { count: events.length })].filter(Boolean).join(' · ')}
        </span>
      </div>
      <div className={styles.health}>
        <Status tone={HEALTH_TONES[health]}>{t(`state.${health}`)}</Status>
        <span className={styles.about}>
          {health === 'failing' && since !== null && <span title={moment(since)}>{t('failingSince', { when: ago(since) })}</span>}
          {health !== 'failing' && last === null && t('never')}
          {health !== 'failing' && last !== null && (
            <>
              {t(`delivery.${last.state}`)} · <When at={last.at} />
            </>
          )}
        </span>
      </div>
    </>
  );
}

/** An address with its host in front of everything else. */
export function Address({ url }: { url: string }) {
  const { host, path } = placeOf(url);
  return (
    <>
      {host}
      <span className={styles.path}>{path}</span>
    </>
  );
}

/** The form, then the secret, then the new webhook's own page. */
function Creating({ slug, onClose }: { slug: string; onClose: () => void }) {
  const navigate = useNavigate();
  const [made, setMade] = useState<{ id: string; secret: Secret } | null>(null);
  if (made !== null) {
    const leave = () => {
      void navigate({ to: '/w/$slug/settings/webhooks/$id', params: { slug, id: made.id } });
    };
    return <SecretDialog secret={made.secret} onClose={leave} />;
  }
  return (
    <WebhookForm
      slug={slug}
      onClose={onClose}
      onCreated={({ webhook, secret }) => setMade({ id: webhook.id, secret: { secret, previousUntil: null } })}
    />
  );
}
