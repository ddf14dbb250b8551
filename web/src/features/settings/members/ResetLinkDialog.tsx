import { createResetLink, type Member } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { moment } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { Copyable } from '@/ui/Copyable';
import { Dialog } from '@/ui/Dialog';
import { FormDialog } from '@/ui/FormDialog';
import { useText } from '../text';

interface ResetLinkDialogProps {
  slug: string;
  member: Member;
  onClose: () => void;
}

/** A link by which a member who forgot the password chooses a new one; made on a press, shown once. */
export function ResetLinkDialog({ slug, member, onClose }: ResetLinkDialogProps) {
  const t = useText();
  const common = useCommon();
  const name = member.name || member.email;
  const { mutate, data, isPending, error } = useMutation({
    mutationFn: async () =>
      (await createResetLink({ path: { slug, user_id: member.user_id }, throwOnError: true })).data,
  });
  if (data === undefined) {
    return (
      <FormDialog
        title={t('members.resetTitle', { name })}
        lead={t('members.resetLead', { name })}
        submit={t('members.resetMake')}
        pending={isPending}
        error={error}
        onSubmit={() => mutate()}
        onClose={onClose}
      >
        {null}
      </FormDialog>
    );
  }
  return (
    <Dialog
      title={t('members.resetTitle', { name })}
      onClose={onClose}
      footer={
        <Button variant="filled" onClick={onClose}>
          {common('act.close')}
        </Button>
      }
    >
      <p>{t('members.resetHand', { name, until: moment(data.expires_at) })}</p>
      <Copyable label={t('members.resetLink')} value={data.url} />
    </Dialog>
  );
}
