import { ActDialog } from './ActDialog';
import type { Picked } from './picked';
import { useText } from './text';
import styles from './BulkBar.module.css';

/** Says what a check can show and what it cannot before many addresses are checked, and who could tell more. */
export function VerifyDialog({ onVerifier, ...picked }: Picked & { onVerifier: (() => void) | undefined }) {
  const t = useText();
  return (
    <ActDialog {...picked} title="verify.title" submit="verify.submit" act={() => ({ kind: 'verify' })}>
      <p>{t('verify.what')}</p>
      <p>
        {t('verify.limits')}{' '}
        {onVerifier !== undefined && (
          <button type="button" className={styles.link} onClick={onVerifier}>
            {t('verify.ask')}
          </button>
        )}
      </p>
    </ActDialog>
  );
}
