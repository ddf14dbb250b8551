import type { Field } from '@leadgen/client';
import { expect, test } from 'vitest';
import { arranged, pinnedOffsets, storedOf } from './columnLayout';

const field = (key: string, more: Partial<Field> = {}) => ({ key, label: key, width: 100, default_visible: true, custom: false, ...more }) as Field;
const columns = [field('name'), field('title'), field('city', { default_visible: false }), field('mail')];
const keysOf = (shown: readonly { field: Field }[]) => shown.map((one) => one.field.key);

test('without a choice the registry decides, and the name is pinned', () => {
  const { shown } = arranged(columns, null);
  expect(keysOf(shown)).toEqual(['name', 'title', 'mail']);
  expect(shown.map(({ pinned }) => pinned)).toEqual([true, false, false]);
});

test('pinned columns stand first, wherever they are in the order', () => {
  expect(keysOf(arranged(columns, { pinned: ['mail'] }).shown)).toEqual(['mail', 'name', 'title']);
});

test('what a view keeps comes back as it was, without fields that are gone', () => {
  const kept = [{ key: 'mail', width: 180, pinned: true }, { key: 'gone', width: 90, pinned: false }, { key: 'city', width: 5000, pinned: false }];
  const { shown } = arranged(columns, storedOf(columns, kept));
  expect(shown.map(({ field: { key }, width, pinned }) => [key, width, pinned])).toEqual([['mail', 180, true], ['city', 800, false]]);
});

test('a layout kept before there were pins shows the name at the left', () => {
  expect(arranged(columns, { order: ['mail', 'name'], visible: ['mail', 'name'], widths: {} }).shown[0]?.field.key).toBe('name');
});

test('a field made since then is shown', () => {
  const made = [...columns, field('mine', { custom: true })];
  expect(keysOf(arranged(made, storedOf(columns, [{ key: 'name', width: 100, pinned: true }])).shown)).toEqual(['name', 'mine']);
});

test('pinned columns take no more than their share, the first always', () => {
  const shown = [300, 300, 300].map((width, at) => ({ field: field(`f${at}`), width, pinned: at < 2 }));
  expect(pinnedOffsets(shown, 68, 700)).toEqual([68, 368, null]);
  expect(pinnedOffsets(shown, 68, 500)).toEqual([68, null, null]);
});
