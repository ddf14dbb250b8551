import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { useCommon } from '@/lib/i18n';
import { useSignOut } from '@/ui/useSignOut';

const SCHEMES = [
  { value: 'light', label: 'account.light' },
  { value: 'dark', label: 'account.dark' },
  { value: 'auto', label: 'account.system' },
] as const satisfies readonly { value: MantineColorScheme; label: string }[];

/** Light or dark, and the way out. */
export function AccountMenu({ target }: { target: ReactElement }) {
  const t = useCommon();
  const [open, setOpen] = useState(true);
  return (
    <Menu opened={open} onChange={setOpen} position="top-start" width={200} withinPortal={false} floatingStrategy="fixed" withInitialFocusPlaceholder={false}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('account.appearance')}</Menu.Label>
        <Appearance />
        <Menu.Divider />
        <Leave />
      </Menu.Dropdown>
    </Menu>
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
  const leave = useSignOut();
  return <Menu.Item onClick={leave}>{t('account.signOut')}</Menu.Item>;
}
