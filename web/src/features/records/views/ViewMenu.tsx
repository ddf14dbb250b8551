import type { View, ViewChanges } from '@leadgen/client';
import { ActionIcon, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useCommon } from '@/lib/i18n';
import { NameDialog } from './NameDialog';
import { useText } from './text';
import { change, create, duplicate, remove } from './useViews';

interface ViewMenuProps {
  slug: string;
  view: View;
  /** Whether views that everybody has may be made and changed. */
  mayShare: boolean;
  /** Where it stands among so many. */
  place: number;
  count: number;
  onGone: () => void;
  onCopied: (copy: View) => void;
}

/** Everything that can be done with the view that is open. */
export function ViewMenu({ slug, view, mayShare, place, count, onGone, onCopied }: ViewMenuProps) {
  const t = useText();
  const common = useCommon();
  const sentence = useErrorSentence();
  const [renaming, setRenaming] = useState(false);
  const { name } = view;
  const mayChange = mayShare || !view.shared;
  const tell = (error: unknown) => toast(sentence(error), { tone: 'bad' });
  const set = (changes: ViewChanges, said?: string) =>
    void change(slug, view.id, changes).then(() => said !== undefined && toast(said), tell);
  const again = async () => {
    const { kind, filter, sort, group_by, columns, shared } = view;
    onCopied(await create(slug, { kind, name, filter, sort, group_by, columns, shared }));
  };
  const take = async () => {
    await remove(slug, view);
    onGone();
    toast(t('removed', { name }), { action: { label: common('act.undo'), act: () => void again().catch(tell) } });
  };
  return (
    <>
      <Menu position="bottom-start" width={220}>
        <Menu.Target>
          <ActionIcon size={26} aria-label={t('menu', { name })}>
            <IconChevronDown size={14} stroke={1.5} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {mayChange && <Menu.Item onClick={() => setRenaming(true)}>{t('rename')}</Menu.Item>}
          <Menu.Item onClick={() => void duplicate(slug, view, t('copyOf', { name })).then(onCopied, tell)}>{t('duplicate')}</Menu.Item>
          {mayShare && (
            <Menu.Item onClick={() => set({ shared: !view.shared }, t(view.shared ? 'unshared' : 'shared', { name }))}>{t(view.shared ? 'own' : 'share')}</Menu.Item>
          )}
          {mayChange && (
            <>
              <Menu.Divider />
              <Menu.Item disabled={place === 0} onClick={() => set({ position: place - 1 })}>{t('left')}</Menu.Item>
              <Menu.Item disabled={place === count - 1} onClick={() => set({ position: place + 1 })}>{t('right')}</Menu.Item>
              <Menu.Divider />
              <Menu.Item onClick={() => void take().catch(tell)}>{t('remove')}</Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {renaming && <NameDialog title={t('renameTitle')} submit={common('act.save')} first={name} onName={(next) => change(slug, view.id, { name: next })} onClose={() => setRenaming(false)} />}
    </>
  );
}
