import { describe, expect, it } from 'vitest';
import { byAmount, settingsOf, typed, valuesOf } from './form';

const schema = {
  type: 'object',
  properties: {
    endpoint: { type: 'string', format: 'uri', title: 'Address' },
    effort: { type: 'string', enum: ['low', 'high'], default: 'low' },
    pages: { type: 'integer' },
    deep: { type: 'boolean' },
  },
  required: ['endpoint'],
};

describe('the form of a provider', () => {
  it('has a field for each setting, in their order', () => {
    const [endpoint, effort] = settingsOf(schema);
    expect(endpoint).toEqual({ name: 'endpoint', label: 'Address', description: '', kind: 'string', isAddress: true, choices: [], isRequired: true });
    expect(effort).toMatchObject({ label: 'effort', choices: ['low', 'high'], isRequired: false });
    expect(settingsOf({})).toEqual([]);
  });

  it('sends what was typed as what it is, and nothing for nothing', () => {
    const settings = settingsOf(schema);
    expect(typed(settings, { pages: 3, deep: false })).toEqual({ endpoint: '', effort: '', pages: '3', deep: 'false' });
    expect(valuesOf(settings, { endpoint: ' https://a.example ', effort: '', pages: '7', deep: 'true' })).toEqual({
      endpoint: 'https://a.example',
      pages: 7,
      deep: true,
    });
    expect(valuesOf(settings, { pages: 'many' })).toEqual({ pages: 'many' });
  });

  it('names a price once', () => {
    const prices = [['News', 1500], ['Profile', 1000], ['Research', 1500]] as const;
    expect(byAmount(prices.map(([label, amount]) => ({ stage: label, label, amount })))).toEqual([
      [1000, ['Profile']],
      [1500, ['News', 'Research']],
    ]);
  });
});
