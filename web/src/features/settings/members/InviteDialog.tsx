import { createInvitation, type Role } from '@leadgen/client';
import { Button, Radio, TextInput } from '@mantine/core';
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { once } from '@/lib/api';
import { moment } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { permissionsOptions } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { useWorkspace } from '@/lib/workspace';
import { Copyable } from '@/ui/Copyable';
import { Dialog } from '@/ui/Dialog';
import { about, FormDialog } from '@/ui/FormDialog';
import { toast } from '@/ui/toast';
import { useText } from '../text';
import { rolesToGive } from './roles';
import styles from './Members.module.css';

/** Whom, and as what; the invitation goes by mail, or as a link where no mail is set up. */
export function InviteDialog({ slug, onClose }: { slug: string; onClose: () => void }) {
  const t = useText();
  const common = useCommon();
  const { role: mine } = useWorkspace();
  const { data: table } = useSuspenseQuery(permissionsOptions(slug));
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('editor');
  const [tried, setTried] = useState(false);
  const { mutate, data, isPending, error } = useInvite(slug, onClose);
  if (data !== undefined && data.url !== null) {
    return (
      <Dialog
        title={t('invite.madeTitle', { email: data.invitation.email })}
        onClose={onClose}
        footer={
          <Button variant="filled" onClick={onClose}>
            {common('act.close')}
          </Button>
        }
      >
        <p>{t('invite.hand', { until: moment(data.invitation.expires_at) })}</p>
        <Copyable label={t('invite.link')} value={data.url} />
      </Dialog>
    );
  }
  const isAddress = email.includes('@');
  const submit = () => {
    setTried(true);
    if (isAddress) mutate({ email: email.trim(), role });
  };
  const given = rolesToGive(mine);
  const words = { label: styles.roleName ?? '', description: styles.roleHint ?? '' };
  return (
    <FormDialog
      title={t('invite.title')}
      submit={t('invite.submit')}
      pending={isPending}
      error={error}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextInput
        label={t('invite.email')}
        type="email"
        autoComplete="off"
        data-autofocus
        value={email}
        error={tried && !isAddress ? t('invite.needEmail') : about(error, 'email')}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Radio.Group
        label={t('invite.role')}
        value={role}
        onChange={(value) => setRole(given.find((one) => one === value) ?? role)}
      >
        <div className={styles.roles}>
          {table.roles.flatMap(({ key, label, description }) =>
            given.includes(key) ? [<Radio key={key} size="xs" value={key} label={label} description={description} classNames={words} />] : [],
          )}
        </div>
      </Radio.Group>
    </FormDialog>
  );
}

function useInvite(slug: string, onSent: () => void) {
  const t = useText();
  return useMutation({
    mutationFn: async (body: { email: string; role: Role }) =>
      (await createInvitation({ path: { slug }, body, headers: once(), throwOnError: true })).data,
    onSuccess: async ({ invitation, url }) => {
      await refresh(['listInvitations']);
      if (url !== null) return;
      toast(t('invite.sent', { email: invitation.email }));
      onSent();
    },
  });
}
