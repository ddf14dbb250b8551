import { armWorkspace, type Disarmed } from '@leadgen/client';
import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { asApiError } from '@/lib/api';
import { useCommon } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import { Dialog } from '@/ui/Dialog';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useText } from './text';

interface ArmDialogProps {
  slug: string;
  disarmed: Disarmed;
  onClose: () => void;
}

/** The owner's word, with the password, that the workspace may reach people again. */
export function ArmDialog({ slug, disarmed, onClose }: ArmDialogProps) {
  const t = useText();
  const common = useCommon();
  const form = useId();
  const sentence = useErrorSentence();
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const { mutate, isPending } = useMutation({
    mutationFn: () => armWorkspace({ path: { slug }, body: { password }, throwOnError: true }),
    onSuccess: async () => {
      await refresh(['getWorkspace']);
      toast(t('dialog.done'));
      onClose();
    },
    onError: (error) => setProblem(asApiError(error)?.about('password') || sentence(error)),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password === '') setProblem(t('dialog.needPassword'));
    else mutate();
  };
  return (
    <Dialog
      title={t('dialog.title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button type="submit" form={form} variant="filled" loading={isPending}>
            {t('dialog.verb')}
          </Button>
        </>
      }
    >
      <p>{t('dialog.detail')}</p>
      <p>{t('dialog.reason', { reason: disarmed.reason })}</p>
      <p>{t('dialog.check')}</p>
      <form id={form} onSubmit={submit} noValidate>
        <PasswordInput
          data-autofocus
          label={t('dialog.password')}
          autoComplete="current-password"
          value={password}
          error={problem}
          onChange={(event) => {
            setProblem(null);
            setPassword(event.currentTarget.value);
          }}
        />
      </form>
    </Dialog>
  );
}
