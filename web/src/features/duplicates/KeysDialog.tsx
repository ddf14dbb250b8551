import { Button } from '@mantine/core';
import { useCommon } from '@/lib/i18n';
import { Dialog } from '@/ui/Dialog';
import { Key } from '@/ui/marks';
import styles from './Keys.module.css';
import { useText } from './text';

const KEYS = [
  ['next', ['J', 'K', '↓', '↑']],
  ['merge', ['M']],
  ['distinct', ['D']],
  ['skip', ['S']],
  ['undo', ['U']],
  ['keep', ['1', '…', '9']],
  ['fields', ['→', '↓', '↑', '←']],
  ['pick', ['Enter']],
  ['leave', ['X']],
  ['back', ['Esc']],
  ['help', ['?']],
] as const;

/** What the keys do on this screen. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useText();
  const common = useCommon();
  return (
    <Dialog title={t('keys.title')} onClose={onClose} footer={<Button data-autofocus onClick={onClose}>{common('act.close')}</Button>}>
      <dl className={styles.keys}>
        {KEYS.map(([act, letters]) => (
          <div key={act}>
            <dt>{t(`keys.${act}`)}</dt>
            <dd>
              {letters.map((letter) => (
                <Key key={letter}>{letter}</Key>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
