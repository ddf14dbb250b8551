/** Writing cells of a grid: shown at once, sent one act after the other, each act one operation with one undo. */
import type { CellConflict, EditedRecord, EditedRecords, RecordEdit, RecordKind, Row, Value } from '@leadgen/client';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { asApiError } from '@/lib/api';
import { alreadyShown } from '@/lib/events';
import { refresh } from '@/lib/query';
import { useErrorSentence } from '@/ui/states';
import { useUndo } from '@/ui/undo';
import { OPERATIONS, updateCells, type Values } from '@/records/calls';
import { marked, type RowMarks, settled, unmarked } from './cellMarks';
import { type CellWrite, Flight } from './flight';
import { holdOff, type RowChange, showRows, withValues } from './shownRows';

/** What became of an act on cells. */
export interface Outcome {
  writes: readonly CellWrite[];
  /** Null where nothing was written. */
  operationId: string | null;
  cells: number;
  refused: readonly { write: CellWrite; sentence: string }[];
  conflicts: readonly { write: CellWrite; theirs: CellConflict }[];
}

/** Told when an act is settled; `undo` takes it back. */
export type Told = (outcome: Outcome, notes: readonly string[], undo: (operationId: string) => void) => void;

export interface GridWrites {
  marks: ReadonlyMap<string, RowMarks>;
  /** Notes are handed on to whoever tells of the outcome. */
  write: (writes: readonly CellWrite[], notes: readonly string[]) => void;
  /** Leaves the other's value and forgets one's own. */
  keepTheirs: (id: string, key: string) => void;
  /** Takes back one's last act in this grid, also one that is still on its way; says so when there is none left. */
  undoLast: (nothing: () => void) => void;
  undo: (operationId: string) => void;
}

export function useGridWrites(slug: string, kind: RecordKind, told: Told): GridWrites {
  const sentence = useErrorSentence();
  const undoOperation = useUndo(slug);
  const [marks, setMarks] = useState<ReadonlyMap<string, RowMarks>>(new Map());
  const [flight] = useState(() => new Flight());
  const done = useRef<string[]>([]);

  const undo = useCallback(
    (operationId: string) => {
      done.current = done.current.filter((one) => one !== operationId);
      flight.queue(async () => {
        const undone = await undoOperation(operationId);
        if (undone === null) return;
        const { list, get, timeline, evidence } = OPERATIONS[kind];
        if (undone.state === 'done') alreadyShown(undone.id);
        await refresh([list, get, timeline, evidence]);
      });
    },
    [flight, kind, undoOperation],
  );
  const latest = useRef({ told, sentence, undo });
  useLayoutEffect(() => {
    latest.current = { told, sentence, undo };
  });
  const write = useCallback(
    (writes: readonly CellWrite[], notes: readonly string[]) => {
      if (writes.length === 0) return;
      flight.board(writes);
      const resume = holdOff(kind);
      showRows(kind, changesOf(writes, ({ after }) => after));
      setMarks((now) => marked(now, writes, ({ after }) => ({ kind: 'pending', value: after })));
      flight.queue(async () => {
        const outcome = await send(slug, kind, writes, flight, (error) => asApiError(error)?.message || latest.current.sentence(error));
        setMarks((now) => settled(now, outcome, flight));
        resume();
        if (outcome.operationId !== null) {
          done.current.push(outcome.operationId);
          alreadyShown(outcome.operationId);
          const { timeline, evidence } = OPERATIONS[kind];
          void refresh([timeline, evidence, 'listOperations']);
        }
        latest.current.told(outcome, notes, latest.current.undo);
      });
    },
    [flight, kind, slug],
  );
  const keepTheirs = useCallback((id: string, key: string) => setMarks((now) => unmarked(now, id, key)), []);
  const undoLast = useCallback(
    (nothing: () => void) =>
      flight.queue(() => {
        const last = done.current.at(-1);
        if (last === undefined) nothing();
        else latest.current.undo(last);
        return Promise.resolve();
      }),
    [flight],
  );
  return useMemo(() => ({ marks, write, keepTheirs, undoLast, undo }), [marks, write, keepTheirs, undoLast, undo]);
}

async function send(
  slug: string,
  kind: RecordKind,
  writes: readonly CellWrite[],
  flight: Flight,
  say: (error: unknown) => string,
): Promise<Outcome> {
  try {
    const answer = await updateCells(slug, kind, recordsOf(writes, flight));
    const records = new Map(answer.records.map((record) => [record.id, record] as const));
    flight.land(writes, (write) => records.get(write.row.id)?.row?.values[write.field.key] ?? null);
    showRows(kind, new Map(answer.records.flatMap((record) => (record.row === null ? [] : [[record.id, asAnswered(record.row, flight)]]))));
    return outcomeOf(writes, answer, records);
  } catch (error) {
    const before = new Map(writes.map((write) => [write, flight.seen(write)] as const));
    flight.land(writes, (write) => before.get(write) ?? null);
    const back = writes.filter(({ row, field }) => !flight.isUnderWay(row.id, field.key));
    showRows(kind, changesOf(back, (write) => before.get(write) ?? null));
    const sentence = say(error);
    return { writes, operationId: null, cells: 0, conflicts: [], refused: writes.map((write) => ({ write, sentence })) };
  }
}

/** What the server has, but where a later act of one's own is under way. */
function asAnswered(answer: Row, flight: Flight): RowChange {
  return (row) => {
    const values = { ...answer.values };
    for (const [key, value] of Object.entries(row.values)) if (flight.isUnderWay(row.id, key)) values[key] = value;
    for (const key of Object.keys(values)) if (flight.isUnderWay(row.id, key) && !(key in row.values)) delete values[key];
    return { ...row, ...answer, values };
  };
}

function recordsOf(writes: readonly CellWrite[], flight: Flight): RecordEdit[] {
  const records = new Map<string, { id: string; values: Values; seen: Values }>();
  for (const write of writes) {
    const { row, field, after } = write;
    const record = records.get(row.id) ?? { id: row.id, values: {}, seen: {} };
    record.values[field.key] = after;
    record.seen[field.key] = flight.seen(write);
    records.set(row.id, record);
  }
  return [...records.values()];
}

function outcomeOf(writes: readonly CellWrite[], answer: EditedRecords, records: ReadonlyMap<string, EditedRecord>): Outcome {
  const about = <P extends { field: string }>(write: CellWrite, list: readonly P[] | undefined) =>
    list?.find(({ field }) => field === write.field.key);
  return {
    writes,
    operationId: answer.operation?.id ?? null,
    cells: answer.cells,
    refused: writes.flatMap((write) => {
      const said = about(write, records.get(write.row.id)?.refused);
      return said === undefined ? [] : [{ write, sentence: said.message }];
    }),
    conflicts: writes.flatMap((write) => {
      const theirs = about(write, records.get(write.row.id)?.conflicts);
      return theirs === undefined ? [] : [{ write, theirs }];
    }),
  };
}

function changesOf(writes: readonly CellWrite[], value: (write: CellWrite) => Value | null): Map<string, RowChange> {
  const values = new Map<string, Values>();
  for (const write of writes) values.set(write.row.id, { ...values.get(write.row.id), [write.field.key]: value(write) });
  return new Map([...values].map(([id, changed]) => [id, (row) => withValues(row, changed)]));
}
