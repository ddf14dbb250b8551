import { deleteList, updateList, type ListChange, type RecordList } from '@leadgen/client';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useCommon } from '@/lib/i18n';
import { useRights } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { OPERATIONS } from '@/records/calls';
import { NameDialog } from '../views/NameDialog';
import { useText } from './text';

/** What can be done with a list: a new name, or away with it, which the notice takes back. */
export function ListActs({ slug, list: { id, kind, name } }: { slug: string; list: RecordList }) {
  const t = useText();
  const common = useCommon();
  const sentence = useErrorSentence();
  const { may } = useRights();
  const [renaming, setRenaming] = useState(false);
  const renew = () => refresh(['listLists', OPERATIONS[kind].list, OPERATIONS[kind].get, OPERATIONS[kind].total]);
  const say = (error: unknown) => toast(sentence(error), { tone: 'bad' });
  const change = async (body: ListChange) => {
    await updateList({ path: { slug, id }, body, throwOnError: true });
    await renew();
  };
  const bringBack = () => change({ deleted: false }).catch(say);
  const remove = async () => {
    await deleteList({ path: { slug, id }, throwOnError: true });
    toast(t('lists.removed', { name }), { action: { label: common('act.undo'), act: () => void bringBack() } });
    await renew();
  };
  if (!may('updateList')) return null;
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon size={28} aria-label={t('lists.acts', { name })}>
            <IconDots size={16} stroke={1.5} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setRenaming(true)}>{t('lists.rename')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => void remove().catch(say)}>{t('lists.remove')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {renaming && (
        <NameDialog
          title={t('lists.renameTitle')}
          submit={common('act.save')}
          first={name}
          onName={(next) => change({ name: next })}
          onClose={() => setRenaming(false)}
        />
      )}
    </>
  );
}
