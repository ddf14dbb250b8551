import { useId, useState } from 'react';
import { Picks } from '../picks/Picks';
import { useTags } from '../picks/usePickOptions';
import { ActDialog } from './ActDialog';
import styles from './ActDialog.module.css';
import type { Picked } from './picked';
import { useText } from './text';

/** Tags to put on and to take off. */
export function TagDialog(picked: Picked) {
  const t = useText();
  const [add, setAdd] = useState<readonly string[]>([]);
  const [remove, setRemove] = useState<readonly string[]>([]);
  const tags = useTags(true);
  const [adding, removing] = [useId(), useId()];
  const says = add.length + remove.length > 0;
  return (
    <ActDialog {...picked} title="tag.title" submit="tag.submit" act={says ? () => ({ kind: 'tag', add: [...add], remove: [...remove] }) : null}>
      <div className={styles.field}>
        <label htmlFor={adding}>{t('tag.add')}</label>
        <Picks id={adding} label={t('tag.add')} picked={add} options={tags} mayCreate autoFocus onPicked={setAdd} />
      </div>
      <div className={styles.field}>
        <label htmlFor={removing}>{t('tag.remove')}</label>
        <Picks id={removing} label={t('tag.remove')} picked={remove} options={tags} mayCreate={false} onPicked={setRemove} />
      </div>
    </ActDialog>
  );
}
