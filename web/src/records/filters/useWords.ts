import type { Field, RecordKind } from '@leadgen/client';
import { count, country, day, money } from '@/lib/format';
import { fieldOf, takesOf, type Known } from './known';
import { groupOf, OTHER, simpleOf, singleOf, size, type Leaf, type Tree } from './tree';
import { useText } from './text';
import { useNames } from './useNames';

export interface Words {
  /** The field or term, with the kind of record before it behind a hop. */
  subject: string;
  verb: string;
  value: string;
  /** Nothing can be asked so: the field is gone. */
  isBroken: boolean;
}

type Say = ReturnType<typeof useText>;
const TIMES: ReadonlySet<Field['type']> = new Set(['date', 'datetime']);
const MOST_SHOWN = 2;
/** Terms whose value people write as it is. */
const TYPED: ReadonlySet<string> = new Set(['search', 'triage_tier']);

/** A part of a filter in the few words of a chip. */
export function useWords(slug: string, kind: RecordKind, known: Known, tree: Tree | null): (part: Tree) => Words {
  const t = useText();
  const typeOf = (leaf: Leaf) => ('term' in leaf ? leaf.term : (fieldOf(known, 'contact', leaf) ?? fieldOf(known, 'company', leaf))?.type ?? '');
  const nameOf = useNames(slug, tree, typeOf);
  return (part) => {
    const simple = simpleOf(part);
    if (simple === null) return groupWords(t, part, kind);
    const { leaf, hop, not } = simple;
    const before = hop === null ? '' : `${t(`at.${hop}`)} · `;
    if ('term' in leaf) {
      const term = known.terms.find(({ name }) => name === leaf.term);
      const option = term?.options?.find(({ value: one }) => one === leaf.value)?.label;
      const value = option ?? nameOf(String(leaf.value)) ?? (TYPED.has(leaf.term) ? `“${String(leaf.value)}”` : t('value.unknown'));
      return { subject: before + termLabel(t, leaf.term), verb: t(not ? 'termOps.isNot' : 'termOps.is'), value, isBroken: term === undefined };
    }
    const field = fieldOf(known, hop ?? kind, leaf);
    if (field === undefined || !field.operators.some((op) => op === leaf.op)) return { subject: before + (field?.label ?? t('gone')), verb: '', value: '', isBroken: true };
    const verb = `${not ? `${t('not')} ` : ''}${opWords(t, field, leaf.op)}`;
    return { subject: before + field.label, verb, value: valueWords(t, known, field, leaf, nameOf), isBroken: false };
  };
}

function groupWords(t: Say, part: Tree, kind: RecordKind): Words {
  const single = singleOf(part);
  const inner = single?.word === 'not' ? singleOf(single.part) : single;
  const hop = inner !== null && inner.word !== 'not' ? `${t(`at.${OTHER[kind]}`)} · ` : '';
  const own = groupOf(single?.part ?? part) ?? groupOf(inner?.part ?? part);
  const word = single?.word === 'not' ? 'none' : (own?.word ?? 'all');
  return { subject: hop + t(`word.${word}`), verb: t('conditions', { count: size(part) }), value: '', isBroken: false };
}

export function termLabel(t: Say, term: string): string {
  if (term === 'in_segment' || term === 'operation' || term === 'search' || term === 'triage' || term === 'triage_tier') return t(`terms.${term}`);
  return term.endsWith('_finding') ? t('terms.finding') : term;
}

/** What an operator asks, as it follows the name of a field. */
export function opWords(t: Say, field: Field, op: string): string {
  const isTime = TIMES.has(field.type) && ['greater_than', 'less_than', 'at_least', 'at_most'].includes(op);
  return t(`${isTime ? 'timeOps' : 'ops'}.${op}` as Parameters<Say>[0]);
}

function valueWords(t: Say, known: Known, field: Field, leaf: Leaf & { op: string; field: string }, nameOf: (id: string) => string | undefined): string {
  const one = (value: unknown) => oneWords(t, field, value, nameOf);
  const { value } = leaf;
  switch (takesOf(known, leaf)) {
    case 'nothing':
      return '';
    case 'days':
      return typeof value === 'number' ? t('value.days', { count: value }) : t('value.none');
    case 'states':
      return listed(t, value, (state) => t(`states.${String(state)}` as Parameters<Say>[0]));
    case 'many':
      return listed(t, value, one);
    case 'pair':
      return Array.isArray(value) ? pairWords(t, value, one) : t('value.none');
    default:
      return value === undefined || value === '' ? t('value.none') : one(value);
  }
}

function listed(t: Say, values: unknown, one: (value: unknown) => string): string {
  if (!Array.isArray(values) || values.length === 0) return t('value.none');
  const shown = values.slice(0, MOST_SHOWN).map(one).join(', ');
  return values.length > MOST_SHOWN ? `${shown} ${t('value.more', { count: count(values.length - MOST_SHOWN) })}` : shown;
}

function pairWords(t: Say, [low, high]: readonly unknown[], one: (value: unknown) => string): string {
  if (low === null || low === undefined) return high === null || high === undefined ? t('value.none') : t('value.upTo', { high: one(high) });
  return high === null || high === undefined ? t('value.or', { low: one(low) }) : `${one(low)} – ${one(high)}`;
}

function oneWords(t: Say, field: Field, value: unknown, nameOf: (id: string) => string | undefined): string {
  if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no');
  if (typeof value === 'number') return field.unit === 'year' ? String(value) : count(value);
  if (typeof value === 'object' && value !== null && 'currency' in value) return moneyWords(value as { amount: number; currency: string });
  const text = String(value);
  switch (field.type) {
    case 'country':
      return country(text);
    case 'choice':
      return field.options?.find((option) => option.value === text)?.label ?? text;
    case 'member':
    case 'lists':
      return nameOf(text) ?? t('value.unknown');
    case 'date':
    case 'datetime':
      return /^\d{4}-\d\d-\d\d$/.test(text) ? day(text) : text;
    default:
      return text;
  }
}

function moneyWords(value: { amount: number; currency: string }): string {
  try {
    return money(value);
  } catch (error) {
    if (error instanceof RangeError) return `${value.amount / 10 ** 2} ${value.currency}`; // no currency of the browser's
    throw error;
  }
}

