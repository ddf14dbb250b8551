import { useEffect, useEffectEvent, useRef, type RefObject } from 'react';
import type { More } from '../useEndInSight';
import { useKeys, type Keys } from '../useKeys';
import type { Stepping } from './Head';

interface OneByOneOptions {
  /** All that is listed so far, in its order. */
  ids: readonly string[];
  /** The one that the address names. */
  named: string | undefined;
  /** On a phone the list has the screen until one is chosen. */
  narrow: boolean;
  more: More;
  onShow: (id: string | undefined) => void;
  /** Fetches one before it is looked at. */
  prepare: (id: string) => void;
  /** More keys than those that lead from one to the next. */
  keys?: Keys;
}

interface OneByOne {
  listbox: RefObject<HTMLDivElement | null>;
  selected: string | undefined;
  /** Its place; -1 where it is not listed. */
  at: number;
  stepping: Stepping;
  /** The same act, which leads on to the next one, at the end of the list to the one before. */
  moving: <A extends unknown[]>(act: (...args: A) => void) => (...args: A) => void;
}

const NEAR_END = 5;

/** One of many is looked at, decided and left for the next, by keys alone where somebody likes that. */
export function useOneByOne({ ids, named, narrow, more, onShow, prepare, keys }: OneByOneOptions): OneByOne {
  const listbox = useRef<HTMLDivElement>(null);
  const selected = named ?? (narrow ? undefined : ids[0]);
  const at = selected === undefined ? -1 : ids.indexOf(selected);
  const before = ids[at - 1];
  const after = at === -1 ? ids[0] : ids[at + 1];
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = more;
  useEffect(() => {
    if (at + NEAR_END > ids.length && hasNextPage && !isFetchingNextPage) fetchNextPage();
  }, [at, ids.length, hasNextPage, isFetchingNextPage, fetchNextPage]);
  // The next one is there before it is asked for, so that a decision leads to it at once.
  const onNear = useEffectEvent(prepare);
  useEffect(() => {
    for (const id of [after, before]) if (id !== undefined) onNear(id);
  }, [after, before]);
  // Where what had the focus went with the one before, the list has it: the keys go on from there.
  useEffect(() => {
    if (document.activeElement === document.body) listbox.current?.focus({ preventScroll: true });
  }, [selected]);
  const onPrevious = before === undefined ? undefined : () => onShow(before);
  const onNext = after === undefined ? undefined : () => onShow(after);
  const toList = () => (narrow ? onShow(undefined) : listbox.current?.focus({ preventScroll: true }));
  useKeys({ j: onNext, ArrowDown: onNext, k: onPrevious, ArrowUp: onPrevious, ArrowLeft: toList, Escape: toList, ...keys });
  return {
    listbox,
    selected,
    at,
    stepping: { onPrevious, onNext, onBack: narrow ? () => onShow(undefined) : undefined },
    moving: (act) => (...args) => {
      onShow(after ?? before);
      act(...args);
    },
  };
}
