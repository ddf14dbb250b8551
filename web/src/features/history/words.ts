/** What an operation did, in words. */
import type { Operation } from '@leadgen/client';
import { count } from '@/lib/format';
import type { Tone } from '@/ui/marks';
import { useText } from './text';

export function isUndo({ kind }: Pick<Operation, 'kind'>): boolean {
  return kind === 'undo';
}

export function isUndone({ undone_by_id: by }: Pick<Operation, 'undone_by_id'>): boolean {
  return by !== null;
}

export type Act = 'undo' | 'redo';

/** Undoing an undo is called redo; undoing that redo is an undo again. `target` is what the operation undid. */
export function actOn(operation: Pick<Operation, 'kind'>, target: Pick<Operation, 'kind'> | undefined): Act {
  const isRedo = isUndo(operation) && target !== undefined && isUndo(target);
  return isUndo(operation) && !isRedo ? 'redo' : 'undo';
}

type Counted = 'valid' | 'risky' | 'invalid' | 'unknown' | 'without_email' | 'created' | 'updated' | 'unchanged' | 'unread' | 'gone' | 'companies' | 'removed' | 'restored' | 'merged' | 'groups' | 'reverted' | 'kept' | 'conflicts';
const COUNTED: readonly Counted[] = [
  'valid', 'risky', 'invalid', 'unknown', 'without_email', 'created', 'updated', 'unchanged', 'unread', 'gone', 'companies', 'removed', 'restored', 'merged', 'groups', 'reverted', 'kept', 'conflicts',
];

/** "4,390 created, 261 updated"; what came to nothing is not said. */
export function useCounts(): (operation: Pick<Operation, 'counts'>) => string {
  const t = useText();
  return ({ counts }) =>
    COUNTED.flatMap((name) => {
      const n = counts[name] ?? 0;
      return n === 0 ? [] : [t(`counts.${name}`, { count: n, n: count(n) })];
    }).join(', ');
}

const TONES: Record<Operation['state'], Tone> = { running: 'busy', done: 'good', cancelled: 'quiet', failed: 'bad' };

export function toneOf(operation: Operation): Tone {
  return isUndone(operation) ? 'quiet' : TONES[operation.state];
}
