import type { Row } from '@leadgen/client';
import { Checkbox, VisuallyHidden } from '@mantine/core';
import { useEffect, useRef, type MouseEvent, type PointerEvent } from 'react';
import { Face } from '@/records/Face';
import { isAsked, isEmpty, nameOf, type RecordFields } from '@/records/fields';
import { useValueWords } from '@/records/Value';
import type { Layout } from './layout';
import { useText } from './text';
import styles from './Cards.module.css';

export const CARD_HEIGHT = 72;
const LINES = 3;
const LONG_PRESS_MS = 500;

interface CardLineProps {
  fields: RecordFields;
  shown: Layout['shown'];
  row: Row;
  /** Where it stands in its list. */
  top: number;
  place: number;
  /** How many the list has; null: not known. */
  size: number | null;
  isPicked: boolean;
  isChoosing: boolean;
  onPick: () => void;
  onOpen: () => void;
}

/** One record of a list of cards. */
export function CardLine({ fields, shown, row, top, place, size, isPicked, isChoosing, onPick, onOpen }: CardLineProps) {
  const t = useText();
  const name = nameOf(fields, row) ?? t('grid.nameless');
  return (
    <li
      className={styles.card}
      data-picked={isPicked || undefined}
      style={{ transform: `translateY(${top}px)` }}
      aria-posinset={place + 1}
      aria-setsize={size ?? -1}
    >
      {isChoosing && <Checkbox className={styles.pick ?? ''} aria-label={t('grid.pick', { name })} checked={isPicked} onChange={onPick} />}
      <Card fields={fields} shown={shown} row={row} name={name} onOpen={isChoosing ? onPick : onOpen} onLongPress={onPick} />
    </li>
  );
}

interface CardProps {
  fields: RecordFields;
  shown: Layout['shown'];
  row: Row;
  name: string;
  onOpen: () => void;
  onLongPress: () => void;
}

function Card({ fields, shown, row, name, onOpen, onLongPress }: CardProps) {
  const t = useText();
  const press = useLongPress(onLongPress, onOpen);
  const valueWords = useValueWords();
  const words = shown
    .map(({ field }) => field)
    .filter((field) => field.key !== fields.name.key)
    .map((field) => {
      const value = row.values[field.key];
      return value === undefined || isEmpty(value) ? '' : valueWords(field, value);
    })
    .filter((text) => text !== '')
    .slice(0, LINES);
  const [first, ...others] = words;
  return (
    <button type="button" className={styles.press} data-record={row.id} {...press}>
      <Face name={name} square={fields.kind === 'company'} size={32} />
      <span className={styles.words}>
        <strong>{name}</strong>
        <span>{first}</span>
        <span>{others.join(' · ')}</span>
      </span>
      {Object.values(row.states).some(isAsked) && (
        <i className={styles.asked}>
          <VisuallyHidden>{t('cell.running')}</VisuallyHidden>
        </i>
      )}
    </button>
  );
}

/** A touch that rests does one thing, a short one or a key the other. */
function useLongPress(onLong: () => void, onShort: () => void) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const wasLong = useRef(false);
  const stop = () => clearTimeout(timer.current);
  useEffect(() => stop, []);
  return {
    onPointerDown: ({ pointerType }: PointerEvent) => {
      wasLong.current = false;
      if (pointerType === 'mouse') return;
      timer.current = setTimeout(() => {
        wasLong.current = true;
        onLong();
      }, LONG_PRESS_MS);
    },
    onPointerUp: stop,
    onPointerCancel: stop, // the touch became a scroll
    onContextMenu: (event: MouseEvent) => wasLong.current && event.preventDefault(),
    onClick: () => {
      if (!wasLong.current) onShort();
      wasLong.current = false;
    },
  };
}
