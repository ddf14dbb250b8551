/** What a column is widened and moved by with the pointer; the keyboard has keys for both. */
import { IconGripVertical } from '@tabler/icons-react';
import type { PointerEvent } from 'react';
import styles from './Grid.module.css';

/** Beside which column a dragged one is let go. */
export interface Drop {
  key: string;
  side: 'before' | 'after';
}

/** The right edge of a header; for the pointer only, since the keyboard has Alt and the arrows. */
export function Grip({ onResize }: { onResize: (by: number) => void }) {
  const start = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault();
    const from = event.clientX;
    follow(event, {
      move: (now, grip) => {
        grip.style.transform = `translateX(${now.clientX - from}px)`;
      },
      end: (now, grip) => {
        grip.style.transform = '';
        onResize(now.clientX - from);
      },
    });
  };
  return (
    <span className={styles.grip} onPointerDown={start} onClick={(event) => event.stopPropagation()} aria-hidden />
  );
}

interface MoverProps {
  pinned: boolean;
  onOver: (drop: Drop | null) => void;
  onDrop: (drop: Drop) => void;
}

/** What a column is dragged by, and nothing else of it: the rest is pressed to sort. Ctrl, Shift and the arrows do the same. */
export function Mover({ pinned, onOver, onDrop }: MoverProps) {
  const start = (event: PointerEvent<HTMLSpanElement>) => {
    event.preventDefault();
    let target: Drop | null = null;
    follow(event, {
      move: (now) => {
        target = columnAt(now, pinned);
        onOver(target);
      },
      end: () => {
        onOver(null);
        if (target !== null) onDrop(target);
      },
    });
  };
  return (
    <span className={styles.mover} onPointerDown={start} onClick={(event) => event.stopPropagation()} aria-hidden>
      <IconGripVertical size={12} stroke={1.5} />
    </span>
  );
}

/** The column under the pointer; a pinned one changes places with pinned ones only. */
function columnAt({ clientX, clientY }: globalThis.PointerEvent, pinned: boolean): Drop | null {
  const head = document.elementsFromPoint(clientX, clientY).map((element) => element.closest<HTMLElement>('[data-column]')).find((one) => one !== null);
  if (head === undefined || (head.dataset['pinned'] !== undefined) !== pinned) return null;
  const { left, width } = head.getBoundingClientRect();
  return { key: head.dataset['column'] ?? '', side: clientX < left + width / 2 ? 'before' : 'after' };
}

interface Following {
  move: (now: globalThis.PointerEvent, on: HTMLElement) => void;
  end: (now: globalThis.PointerEvent, on: HTMLElement) => void;
}

/** Follows the pointer from a press until it is let go. */
function follow(event: PointerEvent<HTMLElement>, { move, end }: Following): void {
  const on = event.currentTarget;
  on.setPointerCapture(event.pointerId);
  const moving = (now: globalThis.PointerEvent) => move(now, on);
  const done = (now: globalThis.PointerEvent) => {
    on.removeEventListener('pointermove', moving);
    end(now, on);
  };
  on.addEventListener('pointermove', moving);
  on.addEventListener('pointerup', done, { once: true });
}
