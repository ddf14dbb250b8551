import type { WebhookEventType } from '@leadgen/client';
import { listWebhookEventsOptions } from '@leadgen/client/query';
import { Checkbox } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ErrorState, Skeleton } from '@/ui/states';
import { useText } from './text';
import { asText, TEST } from './words';
import styles from './webhooks.module.css';

interface EventChoiceProps {
  slug: string;
  chosen: readonly string[];
  error: string | undefined;
  onChange: (chosen: readonly string[]) => void;
}

/** What can happen, in plain words, each with the body that would be sent. */
export function EventChoice({ slug, chosen, error, onChange }: EventChoiceProps) {
  const t = useText();
  const hint = useId();
  const types = useQuery({ ...listWebhookEventsOptions({ path: { slug } }), staleTime: Infinity });
  return (
    <fieldset className={styles.events} aria-describedby={hint}>
      <legend>{t('form.events')}</legend>
      <p id={hint} className={styles.about}>
        {t('form.eventsHint')}
      </p>
      {types.isPending && <Skeleton lines={4} />}
      {types.error !== null && <ErrorState error={types.error} retry={() => void types.refetch()} />}
      <ul>
        {choosable(types.data?.items ?? []).map((event) => (
          <Choice
            key={event.type}
            event={event}
            on={chosen.includes(event.type)}
            onToggle={(on) => onChange(on ? [...chosen, event.type] : chosen.filter((one) => one !== event.type))}
          />
        ))}
      </ul>
      {error !== undefined && (
        <p className={styles.problem} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** A test goes to whoever asks for it: there is nothing to choose. */
function choosable(events: readonly WebhookEventType[]): WebhookEventType[] {
  return events.filter(({ type }) => type !== TEST);
}

function Choice({ event, on, onToggle }: { event: WebhookEventType; on: boolean; onToggle: (on: boolean) => void }) {
  const t = useText();
  const [open, setOpen] = useState(false);
  const sample = useId();
  return (
    <li className={styles.event}>
      <Checkbox
        size="sm"
        classNames={{ description: styles.hint ?? '' }}
        label={event.label}
        description={event.description}
        checked={on}
        onChange={({ currentTarget }) => onToggle(currentTarget.checked)}
      />
      <button
        type="button"
        className={styles.show}
        aria-expanded={open}
        aria-controls={sample}
        aria-label={t('form.sampleOf', { label: event.label })}
        onClick={() => setOpen(!open)}
      >
        {t('form.sample')}
      </button>
      {open && (
        <pre id={sample} className={styles.block} tabIndex={0} aria-label={t('form.sampleOf', { label: event.label })}>
          {asText(event.sample)}
        </pre>
      )}
    </li>
  );
}
