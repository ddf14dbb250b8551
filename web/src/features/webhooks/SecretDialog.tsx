import { Button } from '@mantine/core';
import { moment } from '@/lib/format';
import { Copyable } from '@/ui/Copyable';
import { Dialog } from '@/ui/Dialog';
import { useText } from './text';

export interface Secret {
  secret: string;
  /** Until when the secret before it also signs; null for a first secret. */
  previousUntil: string | null;
}

/** The one time a secret is shown. Only the button closes it: a stray Esc must not lose it. */
export function SecretDialog({ secret: { secret, previousUntil }, onClose }: { secret: Secret; onClose: () => void }) {
  const t = useText();
  return (
    <Dialog
      title={t('secret.title')}
      size={560}
      onClose={() => undefined}
      footer={
        <Button variant="filled" onClick={onClose}>
          {t('secret.done')}
        </Button>
      }
    >
      <p>{t(previousUntil === null ? 'secret.createdLead' : 'secret.rotatedLead')}</p>
      <Copyable label={t('secret.label')} value={secret} />
      {previousUntil !== null && <p>{t('secret.both', { when: moment(previousUntil) })}</p>}
      <p>{t('secret.verify')}</p>
    </Dialog>
  );
}
