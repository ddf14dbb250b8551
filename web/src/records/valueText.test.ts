import type { Field, FieldType } from '@leadgen/client';
import { describe, expect, test } from 'vitest';
import { fromText, toText } from './valueText';

function field(type: FieldType, many = false): Field {
  return {
    id: null, key: 'x', kind: 'contact', type, label: 'X', short_label: 'X', description: '', unit: null, options: null, many, editable: true,
    importable: true, sortable: false, groupable: false, default_visible: true, personal: false, sensitive: false, custom: false, about: null, width: 100, operators: [], slow_operators: [],
  };
}

describe('what is typed becomes the value on the wire', () => {
  test.each([
    ['text', '  Ada ', 'Ada'],
    ['text', '   ', null],
    ['number', '1,234', 1234],
    ['number', 'many', 'many'],
    ['range', '50-249', { min: 50, max: 249 }],
    ['range', '50–249', { min: 50, max: 249 }],
    ['range', '1,000+', { min: 1000, max: null }],
    ['range', '7', { min: 7, max: 7 }],
    ['range', 'some', 'some'],
    ['money', '12.5 eur', { amount: 1250, currency: 'EUR' }],
    ['money', '1 200 JPY', { amount: 1200, currency: 'JPY' }],
    ['money', '0.005 EUR', '0.005 EUR'],
    ['boolean', 'true', true],
    ['decimal', '12.50', '12.50'],
    ['date', '2026-01-31', '2026-01-31'],
  ] as const)('%s %j', (type, text, value) => {
    expect(fromText(field(type), text)).toEqual(value);
  });

  test('a list is split at commas, semicolons and line ends', () => {
    expect(fromText(field('tags', true), 'fair, vip; lead\n')).toEqual(['fair', 'vip', 'lead']);
  });
});

test.each([
  [{ amount: 1250, currency: 'EUR' }, 'money'],
  [{ min: 50, max: null }, 'range'],
  [{ min: 3, max: 3 }, 'range'],
  [['a', 'b'], 'tags'],
] as const)('%j survives an edit that changes nothing', (value, type) => {
  expect(fromText(field(type, Array.isArray(value)), toText(value as never))).toEqual(value);
});
