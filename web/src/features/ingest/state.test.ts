import type { Import } from '@leadgen/client';
import { describe, expect, it } from 'vitest';
import { asksHowToRead, openSteps, showsReading, stepOf } from './state';

type Facts = Parameters<typeof stepOf>[0];

const sheet = (name: string, rows: number | null, hidden = false) => ({ name, rows, hidden });
const shape: NonNullable<Import['shape']> = {
  encoding: null, delimiter: null, header_row: 1, quote: null, sheet: null, sheets: [], encodings: [], lines_seen: 0,
};
const counts: Import['counts'] = {
  lines: 0, create: 0, update: 0, duplicate: 0, ambiguous: 0, rejected: 0, trash: 0, companies: 0, suppressions: 0, fixes: 0,
};
const unsure = [{ code: 'encoding_unsure', detail: 'It may be one or the other.', line_no: null }];

function file(facts: Partial<Facts>): Facts {
  return { state: 'mapping', columns: [], counts, shape, reading: null, problems: [], ...facts };
}

describe('how a file is read', () => {
  it.each<[string, Partial<Facts>, boolean]>([
    ['nothing is open', {}, false],
    ['letters that are not sure', { problems: unsure }, true],
    ['letters that a person chose', { problems: unsure, reading: { encoding: 'cp1250' } }, false],
    ['two filled sheets', { shape: { ...shape, sheets: [sheet('A', 9), sheet('B', 3)] } }, true],
    ['a sheet whose rows nobody counted', { shape: { ...shape, sheets: [sheet('A', 9), sheet('B', null)] } }, true],
    ['two sheets, one chosen', { shape: { ...shape, sheets: [sheet('A', 9), sheet('B', 3)] }, reading: { sheet: 'B' } }, false],
    ['one sheet, the others hidden or empty', { shape: { ...shape, sheets: [sheet('A', 9), sheet('B', 3, true), sheet('C', 0)] } }, false],
  ])('is asked only where it is open: %s', (_, facts, asked) => {
    expect(asksHowToRead(file(facts))).toBe(asked);
    expect(stepOf(file(facts))).toBe(asked ? 'file' : 'columns');
  });

  it('stays on its step while the file is read anew, and where that failed', () => {
    for (const state of ['uploaded', 'inspecting', 'failed'] as const) {
      expect(showsReading(file({ state }), 'file')).toBe(true);
      expect(showsReading(file({ state }))).toBe(false);
    }
  });

  it('cannot be changed once lines are written', () => {
    for (const state of ['applying', 'paused', 'applied', 'undone', 'cancelled'] as const) {
      expect(showsReading(file({ state }), 'file')).toBe(false);
      expect(openSteps(state)).toEqual([]);
    }
  });
});
