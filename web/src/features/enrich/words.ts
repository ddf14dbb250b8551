/** The states of a run, and what can be done in them. */
import type { EnrichmentRun, RunState } from '@/records/enriching/shapes';
import type { Tone } from '@/ui/marks';

export const TONES: Record<RunState, Tone> = {
  queued: 'quiet', running: 'busy', paused: 'quiet', waiting_for_credits: 'warn', done: 'good', cancelled: 'quiet', failed: 'bad',
};

const OVER: ReadonlySet<RunState> = new Set(['done', 'cancelled', 'failed']);

/** Whether it goes on by itself, so that it is asked again how far it is. */
export function isMoving({ state }: Pick<EnrichmentRun, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

export function isOver({ state }: Pick<EnrichmentRun, 'state'>): boolean {
  return OVER.has(state);
}

export type Act = 'pause' | 'resume' | 'cancel';

/** The acts that make sense of a run as it is. */
export function actsOn(run: Pick<EnrichmentRun, 'state'>): readonly Act[] {
  if (isOver(run)) return [];
  return isMoving(run) ? ['pause', 'cancel'] : ['resume', 'cancel'];
}
