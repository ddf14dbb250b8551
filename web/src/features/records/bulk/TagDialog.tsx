import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { ActDialog } from './ActDialog';
import type { Picked } from './picked';
import { useText } from './text';

/** Tags to put on and to take off. */
export function TagDialog(picked: Picked) {
  const t = useText();
  const [adding, setAdding] = useState('');
  const [removing, setRemoving] = useState('');
  const [add, remove] = [several(adding), several(removing)];
  const says = add.length + remove.length > 0;
  const shared = { size: 'sm', autoComplete: 'off', spellCheck: false } as const;
  return (
    <ActDialog {...picked} title="tag.title" submit="tag.submit" act={says ? () => ({ kind: 'tag', add, remove }) : null}>
      <TextInput {...shared} data-autofocus label={t('tag.add')} description={t('tag.hint')} value={adding} onChange={(event) => setAdding(event.currentTarget.value)} />
      <TextInput {...shared} label={t('tag.remove')} value={removing} onChange={(event) => setRemoving(event.currentTarget.value)} />
    </ActDialog>
  );
}

function several(text: string): string[] {
  return text.split(/\s*[,;]\s*/).map((one) => one.trim()).filter((one) => one !== '');
}
