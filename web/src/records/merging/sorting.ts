/** What of a merge is to be decided, what comes together by itself, and what nobody has to look at. */
import type { MergeChoice, MergePreview } from '@leadgen/client';

export interface Sorted {
  differs: MergeChoice[];
  unites: MergeChoice[];
  rest: MergeChoice[];
}

export function sorted({ fields, records }: Pick<MergePreview, 'fields' | 'records'>): Sorted {
  const found: Sorted = { differs: [], unites: [], rest: [] };
  for (const choice of fields) {
    if (choice.part_of !== null) continue;
    const values = records.map((record) => record.values[choice.field]).filter((value) => value !== undefined);
    const isOpen = new Set(values.map((value) => JSON.stringify(value))).size > 1 && choice.reason !== 'same';
    if (choice.reason === 'united') found.unites.push(choice);
    else if (isOpen || choice.reason === 'picked' || choice.reason === 'together') found.differs.push(choice);
    else found.rest.push(choice);
  }
  return found;
}
