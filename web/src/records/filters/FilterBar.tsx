import type { RecordKind } from '@leadgen/client';
import { Button } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useRef, useState, type ReactElement, type RefObject } from 'react';
import { Chip } from './Chip';
import { FilterPopover } from './FilterPopover';
import { useKnown } from './known';
import { ofParts, read, simpleOf, topParts, type Tree } from './tree';
import { useText } from './text';
import { useWords } from './useWords';
import styles from './Filters.module.css';

const Builder = lazy(async () => ({ default: (await import('./Builder')).Builder }));

interface FilterBarProps {
  slug: string;
  kind: RecordKind;
  /** The filter of the list, as the address or the view has it. */
  filter: unknown;
  /** Null: no filter. */
  onFilter: (tree: Tree | null) => void;
}

type Open = number | 'new' | 'groups' | null;

/** The filter as chips in words; each opens into what it is made of. */
export function FilterBar({ slug, kind, filter, onFilter }: FilterBarProps) {
  const t = useText();
  const known = useKnown(slug);
  const tree = filter === undefined || filter === null ? null : read(filter);
  const parts = topParts(tree);
  const wordsOf = useWords(slug, kind, known, tree);
  const [open, setOpen] = useState<Open>(null);
  const [bar, focusOn] = useFocusLater();
  const isUnreadable = tree === null && filter !== undefined && filter !== null;
  const close = (place: Open) => {
    setOpen(null);
    focusOn(place);
  };
  const put = (next: readonly Tree[], place: Open) => {
    onFilter(ofParts(next));
    close(place);
  };
  const remove = (place: number) => put(parts.toSpliced(place, 1), Math.min(place, parts.length - 2) < 0 ? 'new' : Math.min(place, parts.length - 2));
  const popover = (place: number | 'new') => (opener: ReactElement) => {
    const index = place === 'new' ? parts.length : place;
    const part = place === 'new' ? undefined : parts[place];
    return (
      <FilterPopover
        slug={slug}
        kind={kind}
        target={opener}
        opened={open === place}
        simple={part === undefined ? null : simpleOf(part)}
        within={(next) => ofParts(parts.toSpliced(index, 1, next)) ?? next}
        onApply={(next) => put(parts.toSpliced(index, 1, next), place)}
        {...(place !== 'new' && { onRemove: () => remove(place) })}
        onGroups={() => setOpen('groups')}
        onClose={() => close(place)}
      />
    );
  };
  return (
    <div className={styles.bar} ref={bar}>
      {(parts.length > 0 || isUnreadable) && (
        <ul className={styles.chips} aria-label={t('label')}>
          {parts.map((part, place) => (
            <Chip
              // Places are all that tells two equal tests apart.
              key={place}
              words={wordsOf(part)}
              place={place}
              isOpen={open === place}
              around={popover(place)}
              onOpen={() => setOpen(simpleOf(part) === null ? 'groups' : place)}
              onRemove={() => remove(place)}
            />
          ))}
          {isUnreadable && <li className={styles.chip} data-broken>{t('unreadable')}</li>}
        </ul>
      )}
      {popover('new')(
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          data-part="new"
          aria-label={t('addLabel')}
          aria-haspopup="dialog"
          aria-expanded={open === 'new'}
          leftSection={<IconFilter size={14} stroke={1.5} aria-hidden />}
          onClick={() => setOpen(open === 'new' ? null : 'new')}
        >
          {t('add')}
        </Button>,
      )}
      {(parts.length > 1 || isUnreadable) && (
        <Button variant="subtle" color="gray" size="compact-sm" onClick={() => put([], 'new')}>
          {t('clear')}
        </Button>
      )}
      {open === 'groups' && (
        <Suspense fallback={null}>
          <Builder
            slug={slug}
            kind={kind}
            tree={tree}
            onApply={(next) => {
              onFilter(next);
              close('new');
            }}
            onClose={() => close('new')}
          />
        </Suspense>
      )}
    </div>
  );
}

/** Gives the focus to a chip, or to the button, once it stands there again. */
function useFocusLater(): [RefObject<HTMLDivElement | null>, (place: Open) => void] {
  const bar = useRef<HTMLDivElement>(null);
  const wanted = useRef<Open>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    bar.current?.querySelector<HTMLElement>(`[data-part="${wanted.current}"]`)?.focus();
    wanted.current = null;
  });
  return [bar, (place) => { wanted.current = place; }];
}
