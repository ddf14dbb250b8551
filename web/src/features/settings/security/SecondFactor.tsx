import { stopTotp, type Me } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refresh } from '@/lib/query';
import { FormDialog } from '@/ui/FormDialog';
import { Status } from '@/ui/marks';
import { OldPassword } from '@/ui/NewPassword';
import { Panel, PanelRow } from '@/ui/Section';
import { toast } from '@/ui/toast';
import { useText } from '../text';
import { SetUpTotp } from './SetUpTotp';

const FEW_CODES = 3;

/** A code of an app after the password, and the way out of it. */
export function SecondFactor({ me }: { me: Me }) {
  const t = useText();
  const [asking, setAsking] = useState<'start' | 'stop' | null>(null);
  const close = () => setAsking(null);
  const left = me.recovery_codes_left;
  return (
    <Panel title={t('totp.title')}>
      <PanelRow
        label={<Status tone={me.totp ? 'good' : 'quiet'}>{t(me.totp ? 'totp.on' : 'totp.off')}</Status>}
        hint={t(me.totp ? 'totp.onHint' : me.has_password ? 'totp.offHint' : 'totp.needsPassword')}
      >
        {me.totp && <Button onClick={() => setAsking('stop')}>{t('totp.stop')}</Button>}
        {!me.totp && me.has_password && (
          <Button variant="filled" onClick={() => setAsking('start')}>
            {t('totp.start')}
          </Button>
        )}
      </PanelRow>
      {me.totp && (
        <PanelRow label={t('totp.codes')} hint={t('totp.codesHint')}>
          <Status tone={left < FEW_CODES ? 'warn' : 'quiet'}>{t('totp.codesLeft', { count: left })}</Status>
        </PanelRow>
      )}
      {asking === 'start' && <SetUpTotp onClose={close} />}
      {asking === 'stop' && <StopTotp onClose={close} />}
    </Panel>
  );
}

function StopTotp({ onClose }: { onClose: () => void }) {
  const t = useText();
  const [password, setPassword] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => stopTotp({ body: { password }, throwOnError: true }),
    onSuccess: async () => {
      await refresh(['getMe', 'listMembers']);
      toast(t('totp.stopped'));
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('totp.stopTitle')}
      lead={t('totp.stopLead')}
      submit={t('totp.stop')}
      pending={isPending}
      error={error}
      disabled={password === ''}
      onSubmit={() => mutate()}
      onClose={onClose}
    >
      <OldPassword data-autofocus label={t('password.yours')} value={password} onChange={setPassword} />
    </FormDialog>
  );
}
