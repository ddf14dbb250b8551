/** What the state of an import means on the screen: whose turn it is, which step, which tone. */
import type { Import, ImportState, LineVerdict } from '@leadgen/client';
import type { Tone } from '@/ui/marks';

export const STEPS = ['file', 'columns', 'matching', 'review', 'done'] as const;
export type Step = (typeof STEPS)[number];

/** The steps a person may ask for by the address; the others follow from the state alone. */
export type AskedStep = 'columns' | 'matching';

export const VERDICTS = ['create', 'update', 'duplicate', 'ambiguous', 'rejected'] as const satisfies LineVerdict[];

const WORKING: readonly ImportState[] = ['uploaded', 'inspecting', 'staging', 'applying'];
const ENDED: readonly ImportState[] = ['applied', 'cancelled', 'failed', 'undone'];

const TONES: Record<ImportState, Tone> = {
  uploaded: 'busy',
  inspecting: 'busy',
  mapping: 'warn',
  staging: 'busy',
  staged: 'warn',
  applying: 'busy',
  applied: 'good',
  paused: 'warn',
  cancelled: 'quiet',
  failed: 'bad',
  undone: 'quiet',
};

/** The server is at work: progress moves without anybody's doing. */
export function isWorking(state: ImportState): boolean {
  return WORKING.includes(state);
}

export function hasEnded(state: ImportState): boolean {
  return ENDED.includes(state);
}

export function toneOf(state: ImportState): Tone {
  return TONES[state];
}

/** The step to show. A person may go back to the columns or the matching until the import is applied. */
export function stepOf(imported: Pick<Import, 'state' | 'columns' | 'counts'>, asked?: AskedStep): Step {
  const { state, columns, counts } = imported;
  switch (state) {
    case 'uploaded':
    case 'inspecting':
      return 'file';
    case 'mapping':
      return asked ?? 'columns';
    case 'staged':
      return asked ?? 'review';
    case 'staging':
    case 'applying':
    case 'paused':
      return 'review';
    case 'failed':
    case 'cancelled':
      if (columns.length === 0) return 'file';
      return counts.lines === 0 ? 'matching' : 'review';
    case 'applied':
    case 'undone':
      return 'done';
  }
}

/** Steps that can be opened from the step bar in this state. */
export function openSteps(state: ImportState): readonly Step[] {
  if (state === 'mapping') return ['columns', 'matching'];
  if (state === 'staged') return ['columns', 'matching', 'review'];
  return [];
}

/** The verdict to look at first: what needs a person, before what goes well by itself. */
export function firstVerdict(counts: Import['counts']): LineVerdict {
  const order: LineVerdict[] = ['rejected', 'ambiguous', 'create', 'update', 'duplicate'];
  return order.find((verdict) => counts[verdict] > 0) ?? 'create';
}
