import type { Field, Row, Value } from '@leadgen/client';
import { expect, test } from 'vitest';
import { marked, settled } from './cellMarks';
import { type CellWrite, Flight } from './flight';

const write = (seen: Value | null, after: Value | null, id = 'r'): CellWrite => ({
  row: { id, values: {} } as Row,
  field: { key: 'city' } as Field,
  seen,
  after,
});

test('a second edit of a cell is compared with what the first one left, not with what the screen showed', () => {
  const flight = new Flight();
  const [first, second] = [write('Brno', ' oslo '), write(' oslo ', 'Porto')];
  flight.board([first]);
  flight.board([second]);
  expect(flight.seen(first)).toBe('Brno');
  flight.land([first], () => 'Oslo');
  expect([flight.seen(second), flight.isUnderWay('r', 'city')]).toEqual(['Oslo', true]);
  flight.land([second], () => 'Porto');
  expect(flight.isUnderWay('r', 'city')).toBe(false);
});

test('acts go one after the other, also past one that fails', async () => {
  const flight = new Flight();
  const done: string[] = [];
  const act = (name: string, ms: number, fails = false) => async () => {
    await new Promise((resume) => setTimeout(resume, ms));
    done.push(name);
    if (fails) throw new Error(name);
  };
  flight.queue(act('slow', 20));
  flight.queue(act('bad', 1, true));
  await new Promise<void>((resume) => flight.queue(() => Promise.resolve(resume())));
  expect(done).toEqual(['slow', 'bad']);
});

test('a cell stays marked while a later act of it is under way, and where somebody else wrote', () => {
  const [mine, other] = [write(null, 'a'), write(null, 'b', 's')];
  const pending = marked(new Map(), [mine, other], ({ after }) => ({ kind: 'pending', value: after }));
  const theirs = { field: 'city', value: 'c', by: 'Bob', at: '', operation_id: '' };
  const after = settled(pending, { writes: [mine, other], conflicts: [{ write: other, theirs }] }, { isUnderWay: (id) => id === 'r' });
  expect(after.get('r')?.['city']?.kind).toBe('pending');
  expect(after.get('s')?.['city']).toEqual({ kind: 'conflict', theirs, mine: 'b' });
  expect(settled(after, { writes: [mine], conflicts: [] }, { isUnderWay: () => false }).has('r')).toBe(false);
});
