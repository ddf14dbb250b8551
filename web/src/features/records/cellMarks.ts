/** What cells say of writes beside their values: on their way, or written by two people at once. Pure. */
import type { CellConflict, Value } from '@leadgen/client';
import type { CellWrite, Flight } from './flight';

/** What a cell says beside its value: on its way to the server, or written by two people at once. */
export type Mark = { kind: 'pending'; value: Value | null } | { kind: 'conflict'; theirs: CellConflict; mine: Value | null };
export type RowMarks = { readonly [key: string]: Mark };

export type Marks = ReadonlyMap<string, RowMarks>;

/** What became of writes: those that were left to somebody else. */
interface Settled {
  writes: readonly CellWrite[];
  conflicts: readonly { write: CellWrite; theirs: CellConflict }[];
}

export function marked(now: Marks, writes: readonly CellWrite[], mark: (write: CellWrite) => Mark): Marks {
  const next = new Map(now);
  for (const write of writes) next.set(write.row.id, { ...next.get(write.row.id), [write.field.key]: mark(write) });
  return next;
}

export function unmarked(now: Marks, id: string, key: string): Marks {
  const { [key]: gone, ...others } = now.get(id) ?? {};
  if (gone === undefined) return now;
  const next = new Map(now);
  if (Object.keys(others).length === 0) next.delete(id);
  else next.set(id, others);
  return next;
}

/** Without the marks of what has arrived, and with those of what somebody else wrote meanwhile. */
export function settled(now: Marks, { writes, conflicts }: Settled, flight: Pick<Flight, 'isUnderWay'>): Marks {
  let next = now;
  for (const { row, field } of writes) if (!flight.isUnderWay(row.id, field.key)) next = unmarked(next, row.id, field.key);
  for (const { write, theirs } of conflicts) next = marked(next, [write], () => ({ kind: 'conflict', theirs, mine: write.after }));
  return next;
}
