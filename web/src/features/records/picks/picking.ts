/** What is offered while somebody picks several values out of many. Pure. */
import { found, plain } from '@/lib/match';

export interface PickOption {
  value: string;
  label: string;
  /** Muted words at the right. */
  hint?: string;
  /** Does not exist yet: picking it makes it. */
  isNew?: boolean;
}

const MOST_OFFERED = 50;

/** Those that answer what is typed and are not picked; last what would be new, where that can be made. */
export function offered(options: readonly PickOption[], picked: readonly string[], query: string, mayCreate: boolean): PickOption[] {
  const open = options.filter(({ value }) => !picked.includes(value));
  const answers = found(open, query, ({ label }) => [label]).slice(0, MOST_OFFERED);
  const typed = query.trim();
  const isKnown = [...options.map(({ label }) => label), ...(mayCreate ? picked : [])].some((label) => plain(label) === plain(typed));
  return mayCreate && typed !== '' && !isKnown ? [...answers, { value: typed, label: typed, isNew: true }] : answers;
}
