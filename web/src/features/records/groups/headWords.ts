import type { Field } from '@leadgen/client';
import { count, rough } from '@/lib/format';
import type { Head } from './lines';
import { useText } from './text';

export interface HeadWords {
  /** The value of the group. */
  value: string;
  /** How many records it has; of the line that leads on, how many are still to come. Empty: not known. */
  number: string;
  label: string;
}

/** What the head of a group says, or the line at its end that leads on. */
export function useHeadWords({ kind, group, left }: Head, field: Field): HeadWords {
  const t = useText();
  const value = group.label ?? t(group.isRest ? 'rest' : 'empty', { label: field.label });
  if (kind === 'more') return { value, number: left === null ? '' : t('left', { n: count(left) }), label: t('more', { value }) };
  const number = group.count === null ? '' : (group.isExact ? count : rough)(group.count);
  return { value, number, label: t('head', { label: field.label, value, n: number }) };
}
