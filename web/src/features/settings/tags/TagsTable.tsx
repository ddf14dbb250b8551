import { updateTag, type Tag } from '@leadgen/client';
import { ActionIcon, Menu, TextInput } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { total } from '@/lib/format';
import { useRights } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import list from '@/ui/list.module.css';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { Name } from '../fields/Name';
import fields from '../fields/Fields.module.css';
import { CHANGED, useText } from './text';
import styles from './Tags.module.css';

const FEW = 8;

interface TagsTableProps {
  slug: string;
  tags: readonly Tag[];
  onMerge: (tag: Tag) => void;
  onRemove: (tag: Tag) => void;
}

export function TagsTable({ slug, tags, onMerge, onRemove }: TagsTableProps) {
  const t = useText();
  const [find, setFind] = useState('');
  const wanted = find.trim().toLocaleLowerCase();
  const found = tags.filter(({ name }) => name.toLocaleLowerCase().includes(wanted));
  return (
    <div className={styles.tags}>
      {tags.length > FEW && <TextInput aria-label={t('find')} placeholder={t('find')} value={find} onChange={(event) => setFind(event.currentTarget.value)} />}
      <div className={fields.frame}>
        {found.length === 0 && <p className={fields.none}>{t('nothing')}</p>}
        <table className={`${list.list} ${styles.table}`} role="table" aria-label={t('caption')}>
          <thead className={list.head} role="rowgroup">
            <tr className={list.row} role="row">
              <th role="columnheader">{t('name')}</th>
              <th role="columnheader" className={list.number}>
                {t('count')}
              </th>
              <th role="columnheader">
                <span className={fields.unseen}>{t('acts')}</span>
              </th>
            </tr>
          </thead>
          <tbody className={list.body} role="rowgroup">
            {found.map((tag) => (
              <TagRow key={tag.id} slug={slug} tag={tag} alone={tags.length === 1} onMerge={() => onMerge(tag)} onRemove={() => onRemove(tag)} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface TagRowProps {
  slug: string;
  tag: Tag;
  alone: boolean;
  onMerge: () => void;
  onRemove: () => void;
}

function TagRow({ slug, tag, alone, onMerge, onRemove }: TagRowProps) {
  const t = useText();
  const { may } = useRights();
  const sentence = useErrorSentence();
  const { name } = tag;
  const rename = async (wanted: string): Promise<boolean> => {
    try {
      const { data } = await updateTag({ path: { slug, id: tag.id }, body: { name: wanted }, throwOnError: true });
      await refresh(CHANGED);
      toast(t('didRename', { name: data.name }));
      return true;
    } catch (error) {
      toast(sentence(error), { tone: 'bad' });
      return false;
    }
  };
  const isUsed = tag.count.value > 0;
  return (
    <tr className={list.row} role="row">
      <td role="cell" className={list.wide}>
        {may('updateTag') ? <Name label={t('rename', { name })} value={name} save={rename} /> : <span className={fields.label}>{name}</span>}
      </td>
      <td role="cell" className={`${list.number} ${list.muted}`} data-label={t('count')}>
        {isUsed ? total(tag.count) : t('unused')}
      </td>
      <td role="cell" className={fields.acts}>
        {isUsed && (may('mergeTag') || may('removeTag')) && (
          <Menu position="bottom-end" width={170}>
            <Menu.Target>
              <ActionIcon size={26} aria-label={t('actsOf', { name })}>
                <IconDots size={16} stroke={1.5} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              {may('mergeTag') && !alone && <Menu.Item onClick={onMerge}>{t('merge')}</Menu.Item>}
              {may('removeTag') && <Menu.Item onClick={onRemove}>{t('remove')}</Menu.Item>}
            </Menu.Dropdown>
          </Menu>
        )}
      </td>
    </tr>
  );
}
