/** Cells on their way to the server: what it last said of each, so that an act is compared with what the one before it left. */
import type { Field, Row, Value } from '@leadgen/client';

export interface CellWrite {
  row: Row;
  field: Field;
  /** What stood there when it was decided; the row's own value where that is what was looked at. */
  seen: Value | null;
  after: Value | null;
}

type Cell = string;
const cellOf = (id: string, key: string): Cell => `${id} ${key}`;

/** The cells under way, each with how many acts still carry it. */
export class Flight {
  private readonly known = new Map<Cell, { value: Value | null; acts: number }>();
  private tail: Promise<unknown> = Promise.resolve();

  /** Acts go one after the other, so that each is compared with what the one before it left. */
  queue(act: () => Promise<void>): void {
    this.tail = this.tail.then(act, act);
  }

  board(writes: readonly CellWrite[]): void {
    for (const { row, field, seen } of writes) {
      const cell = cellOf(row.id, field.key);
      const known = this.known.get(cell);
      if (known === undefined) this.known.set(cell, { value: seen, acts: 1 });
      else known.acts += 1;
    }
  }

  seen({ row, field }: CellWrite): Value | null {
    return this.known.get(cellOf(row.id, field.key))?.value ?? null;
  }

  land(writes: readonly CellWrite[], value: (write: CellWrite) => Value | null): void {
    for (const write of writes) {
      const cell = cellOf(write.row.id, write.field.key);
      const known = this.known.get(cell);
      if (known === undefined) continue;
      known.value = value(write);
      known.acts -= 1;
      if (known.acts === 0) this.known.delete(cell);
    }
  }

  isUnderWay(id: string, key: string): boolean {
    return this.known.has(cellOf(id, key));
  }
}
