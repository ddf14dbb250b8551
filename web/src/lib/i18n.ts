/**
 * Every sentence on the screen. English is built in; a language is a bundle per namespace.
 *
 * Forty lines instead of i18next, which costs 17 kB of the first load's 150: typed keys, `{{values}}`,
 * and plurals by `Intl.PluralRules`, under i18next's own file format.
 */
import { useSyncExternalStore } from 'react';
import common from '@/locales/en.json';

type Dotted<T> = {
  [K in keyof T & string]: T[K] extends string ? K : `${K}.${Dotted<T[K]>}`;
}[keyof T & string];
type Ending = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type Singular<K extends string> = K extends `${infer Stem}_${Ending}` ? Stem : K;

/** Keys of a bundle: dotted, with plural endings left off. */
export type TextKey<T> = Singular<Dotted<T>>;
export type Values = Record<string, string | number>;
export type Text<T> = (key: TextKey<T>, values?: Values) => string;

interface Bundle {
  [key: string]: string | Bundle;
}

const bundles = new Map<string, Bundle>();
const listeners = new Set<() => void>();
let language = 'en';
let plurals = new Intl.PluralRules(language);

/** Adds the sentences of one namespace in one language; English stands in for what is missing. */
export function addBundle(of: string, namespace: string, bundle: object): void {
  bundles.set(`${of}/${namespace}`, bundle as Bundle);
}

export function speak(next: string): void {
  language = next;
  plurals = new Intl.PluralRules(next);
  document.documentElement.lang = next;
  for (const listener of listeners) listener();
}

function find(bundle: Bundle | undefined, key: string): string | null {
  let at: string | Bundle | undefined = bundle;
  for (const part of key.split('.')) at = typeof at === 'object' ? at[part] : undefined;
  return typeof at === 'string' ? at : null;
}

function translate(namespace: string, key: string, values: Values): string {
  const keys = typeof values['count'] === 'number' ? [`${key}_${plurals.select(values['count'])}`, `${key}_other`, key] : [key];
  const places = [language, 'en'].map((of) => bundles.get(`${of}/${namespace}`));
  const sentence = places.flatMap((bundle) => keys.map((one) => find(bundle, one))).find((one) => one !== null);
  if (sentence === undefined || sentence === null) return key;
  return sentence.replaceAll(/\{\{(\w+)\}\}/g, (hole, name: string) => String(values[name] ?? hole));
}

function subscribe(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

/**
 * Registers the English sentences of one feature and gives the hook that reads them:
 * `export const useText = messages('records', en)`; then `const t = useText(); t('empty.title')`.
 */
export function messages<T extends object>(namespace: string, en: T): { (): Text<T>; text: Text<T> } {
  addBundle('en', namespace, en);
  const text: Text<T> = (key, values = {}) => translate(namespace, key, values);
  const useMessages = () => {
    useSyncExternalStore(subscribe, () => language);
    return text;
  };
  return Object.assign(useMessages, { text });
}

/** Words that every screen uses. */
export const useCommon = messages('common', common);
