import { changePassword, type Me } from '@leadgen/client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError } from '@/lib/api';
import { refresh } from '@/lib/query';
import { strengthOf } from '@/lib/strength';
import { about, FormDialog } from '@/ui/FormDialog';
import { NewPassword, OldPassword } from '@/ui/NewPassword';
import { toast } from '@/ui/toast';
import { useText } from '../text';

/** Another password; every other session of the person ends. */
export function PasswordDialog({ me, onClose }: { me: Me; onClose: () => void }) {
  const t = useText();
  const [current, setCurrent] = useState('');
  const [fresh, setFresh] = useState('');
  const [tried, setTried] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => changePassword({ body: { current_password: current, new_password: fresh }, throwOnError: true }),
    onSuccess: async () => {
      toast(t('account.passwordDone'));
      onClose();
      await refresh(['listSessions']);
    },
  });
  const own = [me.email.split('@')[0] ?? ''];
  const strength = strengthOf(fresh, own);
  const isPoor = strength === 'short' || strength === 'own';
  const wrong = asApiError(error)?.code === 'wrong_password' ? asApiError(error)?.message : undefined;
  return (
    <FormDialog
      title={t('account.passwordTitle')}
      lead={t('account.passwordLead')}
      submit={t('account.passwordAct')}
      pending={isPending}
      error={wrong === undefined ? error : null}
      onSubmit={() => {
        setTried(true);
        if (!isPoor) mutate();
      }}
      onClose={onClose}
    >
      <OldPassword label={t('password.current')} value={current} error={wrong} onChange={setCurrent} />
      <NewPassword
        label={t('password.fresh')}
        value={fresh}
        own={own}
        error={tried && isPoor ? t('password.needBetter') : (about(error, 'new_password') ?? about(error, 'password'))}
        onChange={setFresh}
      />
    </FormDialog>
  );
}
