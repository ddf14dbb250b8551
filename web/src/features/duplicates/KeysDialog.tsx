import { KeysDialog as Keys } from '@/ui/KeysDialog';
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
  return <Keys title={t('keys.title')} keys={KEYS.map(([act, letters]) => [t(`keys.${act}`), letters])} onClose={onClose} />;
}
