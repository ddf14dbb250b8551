import { confirmTotp, startTotp, type TotpSetup } from '@leadgen/client';
import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { refresh } from '@/lib/query';
import { Copyable } from '@/ui/Copyable';
import { about, FormDialog } from '@/ui/FormDialog';
import { OldPassword } from '@/ui/NewPassword';
import { useText } from '../text';
import { RecoveryCodes } from './RecoveryCodes';
import { spaced } from './codes';
import styles from './Security.module.css';

/** Password, then the secret for the app, then a code of it, then the recovery codes: nothing is on before the code. */
export function SetUpTotp({ onClose }: { onClose: () => void }) {
  const [setup, setSetup] = useState<TotpSetup | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  if (codes !== null) return <RecoveryCodes codes={codes} onClose={onClose} />;
  if (setup === null) return <AskPassword onSetup={setSetup} onClose={onClose} />;
  return <Scan setup={setup} onCodes={setCodes} onClose={onClose} />;
}

function AskPassword({ onSetup, onClose }: { onSetup: (setup: TotpSetup) => void; onClose: () => void }) {
  const t = useText();
  const [password, setPassword] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => (await startTotp({ body: { password }, throwOnError: true })).data,
    onSuccess: onSetup,
  });
  return (
    <FormDialog
      title={t('totp.startTitle')}
      lead={t('totp.startLead')}
      submit={t('totp.next')}
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

interface ScanProps {
  setup: TotpSetup;
  onCodes: (codes: readonly string[]) => void;
  onClose: () => void;
}

function Scan({ setup, onCodes, onClose }: ScanProps) {
  const t = useText();
  const [code, setCode] = useState('');
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => (await confirmTotp({ body: { code: code.trim() }, throwOnError: true })).data,
    onSuccess: async ({ codes }) => {
      onCodes(codes);
      await refresh(['getMe', 'listMembers', 'listSessions']);
    },
  });
  return (
    <FormDialog
      title={t('totp.scanTitle')}
      lead={t('totp.scanLead')}
      submit={t('totp.confirm')}
      pending={isPending}
      error={error}
      disabled={code.trim() === ''}
      onSubmit={() => mutate()}
      onClose={onClose}
    >
      <div className={styles.qr}>
        <img src={setup.qr} width={180} height={180} alt={t('totp.qr')} />
      </div>
      <Copyable label={t('totp.secret')} value={spaced(setup.secret)} />
      <TextInput
        label={t('totp.code')}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={7}
        data-autofocus
        value={code}
        error={about(error, 'code')}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
