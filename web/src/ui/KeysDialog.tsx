import { Button } from '@mantine/core';
import { useCommon } from '@/lib/i18n';
import { Dialog } from './Dialog';
import styles from './KeysDialog.module.css';
import { Key } from './marks';

interface KeysDialogProps {
  title: string;
  /** What is done, and the keys that do it. */
  keys: readonly (readonly [string, readonly string[]])[];
  onClose: () => void;
}

/** What the keys do on a screen. */
export function KeysDialog({ title, keys, onClose }: KeysDialogProps) {
  const common = useCommon();
  return (
    <Dialog title={title} onClose={onClose} footer={<Button data-autofocus onClick={onClose}>{common('act.close')}</Button>}>
      <dl className={styles.keys}>
        {keys.map(([act, letters]) => (
          <div key={act}>
            <dt>{act}</dt>
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
