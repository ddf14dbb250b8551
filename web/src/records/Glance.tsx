import type { Field } from '@leadgen/client';
import { Portal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, type CSSProperties } from 'react';
import { useErrorSentence } from '@/ui/states';
import { evidenceOptions, type Target } from './calls';
import { SourceCard } from './Source';
import styles from './Glance.module.css';

const WIDTH = 340;
const ROOM_ABOVE = 220;
const GAP = 4;

/** The source of the value in a cell, beside it: to be read, never in the way of the pointer. */
export function Glance({ cell, target, field }: { cell: HTMLElement; target: Target; field: Field }) {
  const sentence = useErrorSentence();
  const id = useId();
  const { data, error } = useQuery(evidenceOptions(target));
  const evidence = data?.find((one) => one.field === field.key);
  const seen = evidence !== undefined || error !== null;
  useEffect(() => {
    if (!seen) return undefined;
    cell.setAttribute('aria-describedby', id);
    return () => cell.removeAttribute('aria-describedby');
  }, [cell, id, seen]);
  if (!seen) return null;
  return (
    <Portal>
      <div id={id} role="tooltip" className={styles.glance} style={beside(cell)}>
        {evidence === undefined ? sentence(error) : <SourceCard slug={target.slug} field={field} evidence={evidence} linked={false} />}
      </div>
    </Portal>
  );
}

/** Above the cell, so that the rows still to be read stay free; below it at the top of the screen. */
function beside(cell: HTMLElement): CSSProperties {
  const { left, top, bottom } = cell.getBoundingClientRect();
  const inside = { left: Math.max(GAP, Math.min(left, window.innerWidth - WIDTH - GAP)), maxWidth: WIDTH };
  return top > ROOM_ABOVE ? { ...inside, bottom: window.innerHeight - top + GAP } : { ...inside, top: bottom + GAP };
}
