import { IconCommand } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { useCommon } from '@/lib/i18n';
import { Key } from '@/ui/marks';
import styles from './PaletteKey.module.css';

const Palette = lazy(() => import('./palette/Palette'));
const IS_APPLE = /Mac|iPhone|iPad/.test(navigator.platform);

/** Opens the palette: by a press here, or by Ctrl-K (⌘K) from anywhere. It is fetched when first wanted. */
export function PaletteKey({ onLeave }: { onLeave: () => void }) {
  const t = useCommon();
  const [open, setOpen] = useState(false);
  useShortcut(() => setOpen((now) => !now));
  const show = () => {
    onLeave();
    setOpen(true);
  };
  return (
    <>
      <button type="button" className={styles.open} aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K" onClick={show}>
        <IconCommand size={16} stroke={1.5} aria-hidden />
        <span>{t('nav.palette')}</span>
        <span className={styles.keys} aria-hidden>
          <Key>{IS_APPLE ? '⌘' : 'Ctrl'}</Key>
          <Key>K</Key>
        </span>
      </button>
      {open && (
        <Suspense fallback={null}>
          <Palette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

function useShortcut(act: () => void) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!command || event.key.toLowerCase() !== 'k' || event.isComposing) return;
      event.preventDefault(); // the browser's own search field has the same key
      act();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
}
