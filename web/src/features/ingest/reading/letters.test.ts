import { describe, expect, it } from 'vitest';
import { readAs, tellingWords } from './letters';

describe('letters in another character set', () => {
  it.each([
    ['Ivo Příkop', 'cp1250', 'cp1252', 'Ivo Pøíkop'],
    ['Kříž', 'iso8859-2', 'cp1250', 'Kříľ'],
    ['Chloé', 'cp1252', 'cp1251', 'Chloй'],
    ['Chloé', 'cp1252', 'cp1252', 'Chloé'],
    ['Привет', 'koi8-r', 'cp1251', 'рТЙЧЕФ'],
  ])('%s of %s reads in %s as %s', (text, from, to, expected) => {
    expect(readAs(text, from, to)).toBe(expected);
  });

  it('are not guessed where a letter is more than a byte, or the set is unknown here', () => {
    expect(readAs('東京', 'cp932', 'gb18030')).toBeNull();
    expect(readAs('Kříž', 'cp1250', 'cp775')).toBeNull();
    expect(readAs('Kříž', 'cp1252', 'cp1250')).toBeNull();
  });

  it('are shown by words that hold some', () => {
    expect(tellingWords([['Ada', 'Ivo Kříž'], ['Kříž', 'Zoë, 3']])).toEqual(['Kříž', 'Zoë,']);
    expect(tellingWords([['Ada', 'ada@example.com']])).toEqual([]);
  });
});
