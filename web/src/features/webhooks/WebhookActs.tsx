import type { Webhook } from '@leadgen/client';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Confirm } from '@/ui/Confirm';
import { toast } from '@/ui/toast';
import { change, remove, rotate } from './calls';
import { ReplayDialog } from './ReplayDialog';
import { SecretDialog, type Secret } from './SecretDialog';
import { useText } from './text';
import { WebhookForm } from './WebhookForm';

type Asked = 'edit' | 'rotate' | 'replay' | 'disable' | 'remove';
const ACTS = [
  ['edit', 'edit'],
  ['rotate', 'rotate.act'],
  ['replay', 'replay.act'],
  ['disable', 'disable.act'],
  ['remove', 'remove.act'],
] as const satisfies readonly (readonly [Asked, string])[];

interface ActsProps {
  slug: string;
  webhook: Webhook;
}

/** What is done to a webhook less often than a test; each asks first. */
export function Acts({ slug, webhook }: ActsProps) {
  const t = useText();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [secret, setSecret] = useState<Secret | null>(null);
  const close = () => setAsked(null);
  const isOff = webhook.state === 'disabled';
  return (
    <>
      <Menu position="bottom-end" width={200} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={t('more')}>
            <IconDots size={16} stroke={1.5} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {ACTS.filter(([act]) => !(isOff && (act === 'disable' || act === 'replay'))).map(([act, label]) => (
            <Menu.Item key={act} onClick={() => setAsked(act)}>
              {t(label)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {asked === 'edit' && <WebhookForm slug={slug} webhook={webhook} onClose={close} />}
      {asked === 'replay' && <ReplayDialog slug={slug} id={webhook.id} onClose={close} />}
      {asked === 'rotate' && <Rotate slug={slug} webhook={webhook} onClose={close} onSecret={setSecret} />}
      {asked === 'disable' && <Disable slug={slug} webhook={webhook} onClose={close} />}
      {asked === 'remove' && <Remove slug={slug} webhook={webhook} onClose={close} />}
      {secret !== null && <SecretDialog secret={secret} onClose={() => setSecret(null)} />}
    </>
  );
}

interface QuestionProps extends ActsProps {
  onClose: () => void;
}

function Rotate({ slug, webhook, onClose, onSecret }: QuestionProps & { onSecret: (secret: Secret) => void }) {
  const t = useText();
  const act = async () => {
    const made = await rotate({ slug, id: webhook.id });
    onSecret({ secret: made.secret, previousUntil: made.previous_until });
  };
  return (
    <Confirm title={t('rotate.title')} verb={t('rotate.verb')} tone="plain" act={act} onClose={onClose}>
      <p>{t('rotate.detail')}</p>
    </Confirm>
  );
}

function Disable({ slug, webhook, onClose }: QuestionProps) {
  const t = useText();
  const act = () => change({ slug, id: webhook.id }, { enabled: false });
  return (
    <Confirm title={t('disable.title')} verb={t('disable.verb')} tone="plain" act={act} onClose={onClose}>
      <p>{t('disable.detail')}</p>
    </Confirm>
  );
}

function Remove({ slug, webhook, onClose }: QuestionProps) {
  const t = useText();
  const navigate = useNavigate();
  const act = async () => {
    await remove({ slug, id: webhook.id });
    toast(t('remove.done'));
    await navigate({ to: '/w/$slug/settings/webhooks', params: { slug } });
  };
  return (
    <Confirm title={t('remove.title')} verb={t('remove.verb')} act={act} onClose={onClose}>
      <p>{t('remove.detail', { url: webhook.url })}</p>
    </Confirm>
  );
}
