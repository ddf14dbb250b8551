/** What the state of a webhook and of a delivery means: its word and its tone. */
import type { Delivery, Webhook } from '@leadgen/client';
import type { Tone } from '@/ui/marks';

export type DeliveryState = Delivery['state'];
export type Health = 'working' | 'idle' | 'failing' | 'disabled';

/** Off before failing: what is switched off does not fail any more. */
export function healthOf({ state, failing_since: failing, last_delivery: last }: Pick<Webhook, 'state' | 'failing_since' | 'last_delivery'>): Health {
  if (state === 'disabled') return 'disabled';
  if (failing !== null) return 'failing';
  return last === null ? 'idle' : 'working';
}

export const HEALTH_TONES: Record<Health, Tone> = { working: 'good', idle: 'quiet', failing: 'bad', disabled: 'quiet' };

export const DELIVERY_STATES = ['waiting', 'sending', 'delivered', 'failed', 'unknown', 'released'] as const satisfies readonly DeliveryState[];

export type ShownState = DeliveryState | 'retrying';

/** A wait after a failure is another wait than the one before the first attempt. */
export function shownState({ state, last_error: problem }: Pick<Delivery, 'state' | 'last_error'>): ShownState {
  return state === 'waiting' && problem !== null ? 'retrying' : state;
}

export const DELIVERY_TONES: Record<ShownState, Tone> = {
  waiting: 'quiet',
  retrying: 'warn',
  sending: 'busy',
  delivered: 'good',
  failed: 'bad',
  unknown: 'warn',
  released: 'quiet',
};

/** The event that a person sends to see whether the address answers. */
export const TEST = 'test.ping';

/** Its end is not known yet, so the log asks again. */
export function isMoving(state: DeliveryState): boolean {
  return state === 'waiting' || state === 'sending';
}

/** A payload as text to read; whatever it holds stays text. */
export function asText(payload: unknown): string {
  return typeof payload === 'string' ? payload : JSON.stringify(payload, null, 2);
}

/** Whether the server could take it: the rest of the judgement is the server's. */
export function isAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

/** Host first: the part by which people know an address. */
export function placeOf(url: string): { host: string; path: string } {
  if (!URL.canParse(url)) return { host: url, path: '' };
  const { host, pathname, search } = new URL(url);
  return { host, path: `${pathname}${search}` };
}

/** A moment as the `datetime-local` field of this browser writes it, in its own time zone. */
export function localMoment(at: Date): string {
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

export type RangeProblem = 'needTimes' | 'order';

/** The range two fields name, in UTC; or what is wrong with it. */
export function rangeOf(since: string, until: string): { since: string; until: string } | RangeProblem {
  const [from, to] = [new Date(since), new Date(until)];
  if (Number.isNaN(from.getTime()) || Number.isNaN(to.getTime())) return 'needTimes';
  if (from >= to) return 'order';
  return { since: from.toISOString(), until: to.toISOString() };
}
