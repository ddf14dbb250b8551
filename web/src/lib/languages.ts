/** The languages people write in, by the names the browser knows. */

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const names = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** ISO 639-1 codes with their names, by name. */
export function languages(): { value: string; label: string }[] {
  const codes = [...LETTERS].flatMap((first) => [...LETTERS].map((second) => first + second));
  return codes
    .filter((code) => new Intl.Locale(code).language === code)
    .flatMap((value) => {
      const label = names.of(value);
      return label === undefined ? [] : [{ value, label }];
    })
    .toSorted((a, b) => a.label.localeCompare(b.label));
}

/** The name of a language; its code where the browser knows none. */
export function language(code: string): string {
  return names.of(code) ?? code;
}
