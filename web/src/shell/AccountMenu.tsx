import type { Session } from '@leadgen/client';
import { signOut } from '@leadgen/client';
import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { IconCheck } from '@tabler/icons-react';
import { useState, type ReactElement } from 'react';
import { useCommon } from '@/lib/i18n';
import { queries } from '@/lib/query';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';

const SCHEMES = [
  { value: 'light', label: 'account.light' },
  { value: 'dark', label: 'account.dark' },
  { value: 'auto', label: 'account.system' },
] as const satisfies readonly { value: MantineColorScheme; label: string }[];

/** Other workspaces, light or dark, and the way out. */
export function AccountMenu({ session, target }: { session: Session; target: ReactElement }) {
  const t = useCommon();
  const [open, setOpen] = useState(true);
  return (
    <Menu opened={open} onChange={setOpen} position="top-start" width={200} withinPortal={false} floatingStrategy="fixed" withInitialFocusPlaceholder={false}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        {session.workspaces.length > 1 && <Workspaces session={session} />}
        <Menu.Label>{t('account.appearance')}</Menu.Label>
        <Appearance />
        <Menu.Divider />
        <Leave />
      </Menu.Dropdown>
    </Menu>
  );
}

function Workspaces({ session }: { session: Session }) {
  const t = useCommon();
  const navigate = useNavigate();
  const { slug } = useParams({ strict: false });
  return (
    <>
      <Menu.Label>{t('account.workspaces')}</Menu.Label>
      {session.workspaces.map((workspace) => (
        <Menu.Item
          key={workspace.id}
          rightSection={workspace.slug === slug && <IconCheck size={14} stroke={1.5} aria-hidden />}
          onClick={() => void navigate({ to: '/w/$slug/contacts', params: { slug: workspace.slug } })}
        >
          {workspace.name}
        </Menu.Item>
      ))}
      <Menu.Divider />
    </>
  );
}

function Appearance() {
  const t = useCommon();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu.RadioGroup value={colorScheme} onChange={(value) => setColorScheme(SCHEMES.find((one) => one.value === value)?.value ?? 'auto')}>
      {SCHEMES.map(({ value, label }) => (
        <Menu.RadioItem key={value} value={value} closeMenuOnClick={false}>
          {t(label)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

function Leave() {
  const t = useCommon();
  const navigate = useNavigate();
  const sentence = useErrorSentence();
  const leave = async () => {
    try {
      await signOut({ throwOnError: true });
    } catch (error) {
      toast(sentence(error), { tone: 'bad' });
      return;
    }
    await navigate({ to: '/sign-in' });
    queries.clear();
  };
  return (
    <Menu.Item onClick={() => void leave()}>
      {t('account.signOut')}
    </Menu.Item>
  );
}
