import { createList, type Act, type RecordList } from '@leadgen/client';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { once } from '@/lib/api';
import { total as totalWords } from '@/lib/format';
import { refresh } from '@/lib/query';
import { ActDialog } from './ActDialog';
import styles from './ActDialog.module.css';
import type { Picked } from './picked';
import { useText } from './text';
import { useLists } from '@/records/useLists';

type What = 'add' | 'remove';
const NEW = '';

/** Puts the records on a list, which may be a new one, or takes them off. */
export function ListDialog(picked: Picked) {
  const t = useText();
  const { kind, slug } = picked.selected;
  const lists = useLists(kind) ?? [];
  const [what, setWhat] = useState<What>('add');
  const [chosen, setChosen] = useState<string>();
  const [name, setName] = useState('');
  const list = chosen ?? lists[0]?.id ?? NEW;
  const isNew = what === 'add' && list === NEW;
  const isReady = isNew ? name.trim() !== '' : list !== NEW;
  const act = async (): Promise<Act> => {
    const id = isNew ? await made(slug, kind, name) : list;
    setChosen(id);
    return { kind: 'list', [what]: [id] };
  };
  return (
    <ActDialog {...picked} title="list.title" submit={what === 'add' ? 'list.addSubmit' : 'list.removeSubmit'} act={isReady ? act : null}>
      <NativeSelect
        size="sm"
        label={t('list.what')}
        value={what}
        data={[{ value: 'add', label: t('list.add') }, { value: 'remove', label: t('list.remove') }]}
        onChange={(event) => setWhat(event.currentTarget.value as What)}
      />
      {what === 'remove' && lists.length === 0 ? (
        <p className={styles.hint}>{t('list.nothing')}</p>
      ) : (
        <NativeSelect
          size="sm"
          data-autofocus
          label={t('list.which')}
          value={list}
          data={[...lists.map((one) => option(t, one)), ...(what === 'add' ? [{ value: NEW, label: t('list.new') }] : [])]}
          onChange={(event) => setChosen(event.currentTarget.value)}
        />
      )}
      {isNew && <TextInput size="sm" label={t('list.name')} autoComplete="off" value={name} onChange={(event) => setName(event.currentTarget.value)} />}
    </ActDialog>
  );
}

function option(t: ReturnType<typeof useText>, { id, name, count }: RecordList) {
  return { value: id, label: t('list.option', { name, n: totalWords(count) }) };
}

async function made(slug: string, kind: RecordList['kind'], name: string): Promise<string> {
  const { data } = await createList({ path: { slug }, headers: once(), body: { kind, name }, throwOnError: true });
  await refresh(['listLists']);
  return data.id;
}
