import { useEffect, useState, type RefObject } from 'react';

interface RowWindow {
  /** The rows to draw: from the first, up to but without the last. */
  from: number;
  to: number;
}

interface RowWindowOptions {
  scroller: RefObject<HTMLElement | null>;
  count: number;
  /** Which row stands so many pixels below the first one's top. Of one identity for as long as the heights are the same. */
  rowAt: (top: number) => number;
  /** Rows drawn beyond either edge, so that a scroll never shows bare ground. */
  overscan: number;
}

const STEP = 4;

/** Which rows of a long list stand in or near what is visible. Changes only every fourth row. */
export function useRowWindow({ scroller, count, rowAt, overscan }: RowWindowOptions): RowWindow {
  const [range, setRange] = useState<RowWindow>({ from: 0, to: overscan * 3 });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = () => {
      const top = rowAt(element.scrollTop) - overscan;
      const bottom = rowAt(element.scrollTop + element.clientHeight) + 1 + overscan;
      const from = Math.max(0, Math.floor(top / STEP) * STEP);
      const to = Math.ceil(bottom / STEP) * STEP;
      setRange((now) => (now.from === from && now.to === to ? now : { from, to }));
    };
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [scroller, rowAt, overscan]);
  return { from: Math.min(range.from, count), to: Math.min(range.to, count) };
}
