import type { RecordKind } from '@leadgen/client';
import { useCallback, useEffect, useRef } from 'react';
import { SearchField } from '@/ui/SearchField';
import { useText } from './facets/text';
import styles from './facets/Facets.module.css';

interface SearchBoxProps {
  kind: RecordKind;
  /** What the list is searched for, from the address. */
  value: string | undefined;
  onSearch: (text: string | undefined) => void;
}

/** Narrows the list while one types; `/` leads into it from anywhere that is no field. */
export function SearchBox({ kind, value, onSearch }: SearchBoxProps) {
  const t = useText();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTaken(event.target)) return;
      const field = box.current?.querySelector('input');
      if (field === undefined || field === null) return;
      event.preventDefault();
      field.focus();
      field.select();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  const search = useCallback((text: string) => onSearch(text === '' ? undefined : text), [onSearch]);
  return (
    <div ref={box} className={styles.search} role="search">
      <SearchField label={t(`search.${kind}`)} value={value ?? ''} onSearch={search} />
    </div>
  );
}

/** Whether somebody types there already, or a dialog lies above. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][aria-modal="true"]') !== null) return true;
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
