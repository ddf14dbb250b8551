/** What the state of an import means on the screen: whose turn it is, which step, which tone. */
import type { Import, ImportState, LineVerdict } from '@leadgen/client';
import type { Tone } from '@/ui/marks';

export const STEPS = ['file', 'columns', 'matching', 'review', 'done'] as const;
export type Step = (typeof STEPS)[number];

/** The steps a person may ask for by the address; the others follow from the state alone. */
export const ASKED_STEPS = ['file', 'columns', 'matching'] as const satisfies readonly Step[];
export type AskedStep = (typeof ASKED_STEPS)[number];

/** Of a note: the letters of the file can be read in more than one way. */
export const UNSURE = 'encoding_unsure';

export const VERDICTS = ['create', 'update', 'duplicate', 'ambiguous', 'trash', 'rejected'] as const satisfies LineVerdict[];

/** The states of an import as a person looks for them. */
export const STATE_GROUPS = {
  waiting: ['mapping', 'staged', 'paused'],
  working: ['fetching', 'uploaded', 'inspecting', 'staging', 'fixing', 'applying'],
  applied: ['applied'],
  failed: ['failed'],
  gone: ['cancelled', 'undone'],
} as const satisfies Record<string, readonly ImportState[]>;
export type StateGroup = keyof typeof STATE_GROUPS;

/** Which lines the review shows: those of one verdict, of one problem, with these words in a cell. */
export interface LineFilter {
  verdict: LineVerdict;
  column?: number;
  problem?: string;
  search?: string;
}

const WORKING: readonly ImportState[] = ['fetching', 'uploaded', 'inspecting', 'staging', 'fixing', 'applying'];
const ENDED: readonly ImportState[] = ['applied', 'cancelled', 'failed', 'undone'];

const TONES: Record<ImportState, Tone> = {
  fetching: 'busy',
  uploaded: 'busy',
  inspecting: 'busy',
  mapping: 'warn',
  staging: 'busy',
  staged: 'warn',
  fixing: 'busy',
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

type Facts = Pick<Import, 'state' | 'columns' | 'counts' | 'shape' | 'reading' | 'problems'>;

/** How the file is to be read is a question, not a guess: letters that are not sure, or several filled sheets. */
export function asksHowToRead({ shape, reading, problems }: Facts): boolean {
  const isUnsure = problems.some(({ code }) => code === UNSURE) && (reading?.encoding ?? null) === null;
  const filled = (shape?.sheets ?? []).filter(({ rows, hidden }) => !hidden && rows !== 0);
  return isUnsure || (filled.length > 1 && (reading?.sheet ?? null) === null);
}

/** Nothing could be read of the file; reading it otherwise may help. */
export function wasUnreadable({ state, columns }: Facts): boolean {
  return state === 'failed' && columns.length === 0;
}

/** Whether the first step shows how the file is read. Once somebody looked at that, a new reading stays there. */
export function showsReading(imported: Facts, asked?: AskedStep): boolean {
  switch (imported.state) {
    case 'mapping':
    case 'staged':
      return stepOf(imported, asked) === 'file';
    case 'uploaded':
    case 'inspecting':
      return asked === 'file';
    default:
      return asked === 'file' && wasUnreadable(imported);
  }
}

/** The step to show. A person may go back to an earlier one until the import is applied. */
export function stepOf(imported: Facts, asked?: AskedStep): Step {
  const { state, columns, counts } = imported;
  switch (state) {
    case 'fetching':
    case 'uploaded':
    case 'inspecting':
      return 'file';
    case 'mapping':
      return asked ?? (asksHowToRead(imported) ? 'file' : 'columns');
    case 'staged':
      return asked ?? 'review';
    case 'staging':
    case 'fixing':
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
  if (state === 'mapping') return ['file', 'columns', 'matching'];
  if (state === 'staged') return ['file', 'columns', 'matching', 'review'];
  return [];
}

/** The verdict to look at first: what needs a person, before what goes well by itself. */
export function firstVerdict(counts: Import['counts']): LineVerdict {
  const order: LineVerdict[] = ['rejected', 'ambiguous', 'create', 'update', 'duplicate', 'trash'];
  return order.find((verdict) => counts[verdict] > 0) ?? 'create';
}
