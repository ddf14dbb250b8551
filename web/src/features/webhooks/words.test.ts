import { describe, expect, test } from 'vitest';
import { asText, healthOf, isAddress, localMoment, placeOf, rangeOf } from './words';

const AT = '2026-01-31T09:00:00Z';

describe('the health of a webhook', () => {
  test.each([
    ['disabled', { state: 'disabled', failing_since: AT, last_delivery: null }],
    ['failing', { state: 'enabled', failing_since: AT, last_delivery: { state: 'failed', at: AT } }],
    ['idle', { state: 'enabled', failing_since: null, last_delivery: null }],
    ['working', { state: 'enabled', failing_since: null, last_delivery: { state: 'delivered', at: AT } }],
  ] as const)('%s', (health, webhook) => {
    expect(healthOf(webhook)).toBe(health);
  });
});

test.each([
  ['https://hooks.example.com/in', true],
  ['http://127.0.0.1:9000/', true],
  ['javascript:alert(1)', false],
  ['hooks.example.com', false],
  ['', false],
])('%s is an address: %s', (url, yes) => {
  expect(isAddress(url)).toBe(yes);
});

test('the host stands before the path', () => {
  expect(placeOf('https://hooks.example.com/in?a=1')).toEqual({ host: 'hooks.example.com', path: '/in?a=1' });
});

describe('a range to send again', () => {
  test('is read in the time zone of the browser and sent in UTC', () => {
    const since = new Date(AT);
    const until = new Date('2026-01-31T10:30:00Z');
    expect(rangeOf(localMoment(since), localMoment(until))).toEqual({ since: since.toISOString(), until: until.toISOString() });
  });

  test('must end after it begins', () => {
    expect(rangeOf('2026-01-31T10:00', '2026-01-31T10:00')).toBe('order');
    expect(rangeOf('', '2026-01-31T10:00')).toBe('needTimes');
  });
});

test('what a payload holds stays text', () => {
  expect(asText({ name: '<img src=x onerror=alert(1)>' })).toBe('{\n  "name": "<img src=x onerror=alert(1)>"\n}');
  expect(asText('not json')).toBe('not json');
});
