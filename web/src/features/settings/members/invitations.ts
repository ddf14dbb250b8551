/** How an invitation stands, in one word. */
import type { Invitation } from '@leadgen/client';
import type { Tone } from '@/ui/marks';

type Standing = Pick<Invitation, 'state' | 'delivery'>;
type Word = 'open' | 'expired' | 'queued' | 'sent' | 'failed' | 'unknown';

/** Still to be answered, or to be sent anew. */
export function isPending({ state }: Pick<Invitation, 'state'>): boolean {
  return state === 'open' || state === 'expired';
}

/** What of the two matters: an expired one is expired, however it was sent. */
export function wordOf({ state, delivery }: Standing): Word {
  if (state !== 'open') return 'expired';
  return delivery === 'link' ? 'open' : delivery;
}

const TONES: Record<Word, Tone> = {
  open: 'quiet', expired: 'warn', queued: 'busy', sent: 'good', failed: 'bad', unknown: 'warn',
};

export function toneOf(invitation: Standing): Tone {
  return TONES[wordOf(invitation)];
}
