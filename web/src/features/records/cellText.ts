/** Values as text for other programs, and back: people and choices by their names, as everybody knows them. */
import type { Field, RecordList, Value } from '@leadgen/client';
import type { Person } from '@/lib/members';
import { fromText, toText } from '@/records/valueText';

export interface People {
  members: readonly Person[];
  former: readonly Person[];
}

/** What stands in cells as ids, by the names people know; undefined until they are known. */
export interface Names {
  people: People | undefined;
  lists: readonly Pick<RecordList, 'id' | 'kind' | 'name'>[] | undefined;
}

const YES: ReadonlySet<string> = new Set(['true', 'yes', '1']);
const NO: ReadonlySet<string> = new Set(['false', 'no', '0']);

export function toCellText(field: Field, value: Value | null | undefined, { people, lists }: Names): string {
  const text = toText(value);
  if (typeof value === 'boolean') return text.toUpperCase();
  if (field.type === 'member') return everybody(people).find(({ id }) => id === text)?.name ?? text;
  if (field.type === 'choice') return field.options?.find((option) => option.value === text)?.label ?? text;
  if (field.type === 'lists' && Array.isArray(value)) return value.map((id) => lists?.find((list) => list.id === id)?.name ?? id).join(', ');
  return text;
}

/** What to write for a pasted text; null empties the cell. What is not understood goes to the server, which says why. */
export function fromCellText(field: Field, text: string, { people, lists }: Names): Value | null {
  const plain = text.trim().toLowerCase();
  const isCalled = (name: string) => name.toLowerCase() === plain;
  if (field.type === 'boolean' && YES.has(plain)) return true;
  if (field.type === 'boolean' && NO.has(plain)) return false;
  if (field.type === 'member') {
    const called = everybody(people).filter(({ name }) => isCalled(name));
    if (called.length === 1) return called[0]?.id ?? null;
  }
  if (field.type === 'choice') {
    const option = field.options?.find(({ label }) => isCalled(label));
    if (option !== undefined) return option.value;
  }
  const read = fromText(field, text);
  if (field.type !== 'lists' || !Array.isArray(read)) return read;
  return read.map((called) => lists?.find(({ kind, name }) => kind === field.kind && name.toLowerCase() === called.toLowerCase())?.id ?? called);
}

function everybody(people: People | undefined): readonly Person[] {
  return people === undefined ? [] : [...people.members, ...people.former];
}
