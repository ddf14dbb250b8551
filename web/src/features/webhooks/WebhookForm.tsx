import type { CreatedWebhook, Webhook } from '@leadgen/client';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { asApiError } from '@/lib/api';
import { useCommon } from '@/lib/i18n';
import { Dialog } from '@/ui/Dialog';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { change, create } from './calls';
import { EventChoice } from './EventChoice';
import { useText } from './text';
import { isAddress } from './words';
import styles from './webhooks.module.css';

interface WebhookFormProps {
  slug: string;
  /** The one to change; without it a new one is made. */
  webhook?: Webhook;
  onClose: () => void;
  onCreated?: (created: CreatedWebhook) => void;
}

/** Where to send and what: a new webhook or a change of one. */
export function WebhookForm(props: WebhookFormProps) {
  const { slug, webhook, onClose } = props;
  const t = useText();
  const common = useCommon();
  const form = useId();
  const { draft, set, about, general, submit, busy } = useDraft(props);
  return (
    <Dialog
      title={t(webhook === undefined ? 'form.createTitle' : 'form.editTitle')}
      size={620}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button type="submit" form={form} variant="filled" loading={busy}>
            {webhook === undefined ? t('form.create') : common('act.save')}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={submit} noValidate>
        <TextInput
          data-autofocus
          label={t('form.url')}
          description={t('form.urlHint')}
          type="url"
          placeholder="https://"
          autoComplete="off"
          value={draft.url}
          error={about('url')}
          onChange={(event) => set({ url: event.currentTarget.value })}
        />
        <TextInput
          label={t('form.description')}
          description={t('form.descriptionHint')}
          autoComplete="off"
          value={draft.description}
          error={about('description')}
          onChange={(event) => set({ description: event.currentTarget.value })}
        />
        <EventChoice slug={slug} chosen={draft.events} error={about('events')} onChange={(events) => set({ events })} />
        {general !== null && (
          <p className={styles.problem} role="alert">
            {general}
          </p>
        )}
      </form>
    </Dialog>
  );
}

interface Draft {
  url: string;
  description: string;
  events: readonly string[];
}

function useDraft({ slug, webhook, onClose, onCreated }: WebhookFormProps) {
  const t = useText();
  const sentence = useErrorSentence();
  const [draft, setDraft] = useState<Draft>(webhook ?? { url: '', description: '', events: [] });
  const [tried, setTried] = useState(false);
  const missing: Partial<Record<keyof Draft, string>> = {
    ...(!isAddress(draft.url.trim()) && { url: t('form.needUrl') }),
    ...(draft.events.length === 0 && { events: t('form.needEvents') }),
  };
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: async () => {
      const body = { url: draft.url.trim(), description: draft.description.trim(), events: [...draft.events] };
      if (webhook === undefined) onCreated?.(await create(slug, body));
      else await change({ slug, id: webhook.id }, body);
    },
    onSuccess: () => {
      if (webhook === undefined) return; // the secret comes next
      toast(t('form.saved'));
      onClose();
    },
  });
  const problem = asApiError(error);
  const about = (field: keyof Draft) =>
    (tried ? missing[field] : undefined) ?? problem?.fields.find((one) => one.field === field || one.field.startsWith(`${field}.`))?.message;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (Object.keys(missing).length === 0) mutate();
  };
  const set = (changes: Partial<Draft>) => {
    reset();
    setDraft({ ...draft, ...changes });
  };
  const general = error !== null && problem?.fields.length === 0 ? sentence(error) : null;
  return { draft, set, about, general, submit, busy: isPending };
}
