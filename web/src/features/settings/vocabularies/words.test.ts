import { describe, expect, it } from 'vitest';
import { holding, without, withEntry } from './words';

const department = {
  name: 'department',
  meanings: [
    { value: 'sales', label: 'Sales', words: ['prodej', 'sales'] },
    { value: 'procurement', label: 'Procurement', words: ['nákup'] },
  ],
  entries: [{ word: 'sales', meaning: null }],
  rekeying: null,
};

describe('words of a vocabulary', () => {
  it('are found without accents, and hold unless the workspace says otherwise', () => {
    expect(holding(department, 'NAKUP')).toEqual([{ word: 'nákup', meaning: 'procurement' }]);
    expect(holding(department, 's')).toEqual([]);
  });

  it('have one entry each', () => {
    expect(withEntry(department.entries, { word: 'sales', meaning: 'procurement' })).toEqual([{ word: 'sales', meaning: 'procurement' }]);
    expect(without(department.entries, 'Sales')).toEqual([]);
  });
});
