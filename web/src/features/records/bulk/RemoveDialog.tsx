import { ActDialog } from './ActDialog';
import type { Picked } from './picked';
import { useText } from './text';

/** Says what the trash is before many go there. */
export function RemoveDialog(picked: Picked) {
  const t = useText();
  return (
    <ActDialog {...picked} title="remove.title" submit="remove.submit" tone="bad" act={() => ({ kind: 'trash' })}>
      <p>{t('remove.stays')}</p>
      {picked.selected.kind === 'company' && <p>{t('remove.people')}</p>}
    </ActDialog>
  );
}

/** Brings records back from the trash. */
export function RestoreDialog(picked: Picked) {
  const t = useText();
  return (
    <ActDialog {...picked} title="restore.title" submit="restore.submit" act={() => ({ kind: 'restore' })}>
      <p>{t('restore.detail')}</p>
    </ActDialog>
  );
}
