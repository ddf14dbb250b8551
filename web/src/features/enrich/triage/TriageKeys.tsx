import { KeysDialog } from '@/ui/KeysDialog';
import { useText } from './text';

const KEYS = [
  ['next', ['J', 'K', '↓', '↑']],
  ['pass', ['Y']],
  ['fail', ['N']],
  ['skip', ['S']],
  ['undo', ['U']],
  ['reason', ['R']],
  ['back', ['Esc']],
  ['help', ['?']],
] as const;

export function TriageKeys({ onClose }: { onClose: () => void }) {
  const t = useText();
  return <KeysDialog title={t('keys.title')} keys={KEYS.map(([act, letters]) => [t(`keys.${act}`), letters])} onClose={onClose} />;
}
