import { ActDialog } from './ActDialog';
import type { Picked } from './picked';
import { useText } from './text';

/** Says what a check can show and what it cannot before many addresses are checked. */
export function VerifyDialog(picked: Picked) {
  const t = useText();
  return (
    <ActDialog {...picked} title="verify.title" submit="verify.submit" act={() => ({ kind: 'verify' })}>
      <p>{t('verify.what')}</p>
      <p>{t('verify.limits')}</p>
    </ActDialog>
  );
}
