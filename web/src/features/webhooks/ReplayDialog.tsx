import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { count } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { Dialog } from '@/ui/Dialog';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { replayRange } from './calls';
import { useText } from './text';
import { localMoment, rangeOf } from './words';
import styles from './webhooks.module.css';

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

/** Sends everything of a span of time again: the last day, unless told otherwise. */
export function ReplayDialog({ slug, id, onClose }: { slug: string; id: string; onClose: () => void }) {
  const t = useText();
  const common = useCommon();
  const form = useId();
  const sentence = useErrorSentence();
  const [since, setSince] = useState(() => localMoment(new Date(Date.now() - DAY_MS)));
  // The field has no seconds: the end is the next minute, so that what happened just now is in it.
  const [until, setUntil] = useState(() => localMoment(new Date(Date.now() + MINUTE_MS)));
  const [problem, setProblem] = useState<string | null>(null);
  const { mutate, isPending } = useMutation({
    mutationFn: (range: { since: string; until: string }) => replayRange({ slug, id }, range),
    onSuccess: ({ count: n }) => {
      toast(n === 0 ? t('replay.none') : t('replay.queued', { count: n, n: count(n) }));
      onClose();
    },
    onError: (error) => setProblem(sentence(error)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const range = rangeOf(since, until);
    if (typeof range === 'string') setProblem(t(`replay.${range}`));
    else mutate(range);
  };
  return (
    <Dialog
      title={t('replay.title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button type="submit" form={form} variant="filled" loading={isPending}>
            {t('replay.verb')}
          </Button>
        </>
      }
    >
      <p>{t('replay.detail')}</p>
      <form id={form} className={styles.range} onSubmit={submit} noValidate>
        <TextInput data-autofocus type="datetime-local" label={t('replay.since')} value={since} onChange={(event) => setSince(event.currentTarget.value)} />
        <TextInput type="datetime-local" label={t('replay.until')} value={until} onChange={(event) => setUntil(event.currentTarget.value)} />
      </form>
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
    </Dialog>
  );
}
