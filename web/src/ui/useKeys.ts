import { useEffect, useEffectEvent } from 'react';

export type Keys = { readonly [key: string]: (() => void) | undefined };

/** Keys that work wherever the focus is, but not where somebody types or a dialog asks. */
export function useKeys(keys: Keys): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.isComposing) return;
    const { target } = event;
    if (target instanceof Element && target.closest('input, textarea, select, [role="combobox"], [role="menu"], [role="tablist"], [aria-modal="true"]') !== null) return;
    if (document.querySelector('[aria-modal="true"]') !== null) return;
    const act = keys[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
