/** The choices of a person before they are sent: kept in the browser, so that a reload loses none. */
import type { ColumnChoice, Field, Import, ImportColumn, ImportPolicy, MappingChoice } from '@leadgen/client';
import { useState } from 'react';

const keyOf = (id: string) => `leadgen.mapping.${id}`;

export const POLICIES = ['fill', 'overwrite', 'newest', 'never'] as const satisfies readonly ImportPolicy[];

/** Where one column goes, how its values are read, and what they may do to values that are there. */
export type Choice = Required<Omit<ColumnChoice, 'opt_out' | 'policy'>> & { policy: ImportPolicy; opt_out: boolean };

/** By what a person may be recognised, strongest first. Companies are recognised by all their keys, always. */
export const MATCH_KEYS = ['email', 'linkedin', 'external'] as const satisfies MappingChoice['match'];
export type MatchKey = (typeof MATCH_KEYS)[number];

/** The keys that some column fills; the others can find nobody. */
export function filledKeys({ match_fields }: Pick<Import, 'match_fields'>, columns: readonly Choice[]): MatchKey[] {
  return MATCH_KEYS.filter((key) => columns.some(({ field }) => field !== null && match_fields[key]?.includes(field)));
}

export interface Draft extends MappingChoice {
  columns: Choice[];
  match: MatchKey[];
  tags: string[];
  owner_id: string | null;
  note: string;
  as_of: string | null;
  /** The next file with these columns is proposed the same. */
  remember: boolean;
  /** The decisions it started from: where somebody else decided since, the server says so. */
  version: number;
}

/** What is proposed for a column, as a choice. Splitting is as proposed until somebody says otherwise. */
export function choiceOf(column: ImportColumn): Choice {
  const { index, field, policy, date_order, decimal, yes_words, no_words, opt_out } = column;
  return { index, field, policy, date_order, decimal, yes_words, no_words, opt_out, split: null };
}

function proposal({ columns, match, tags, owner_id, note, as_of, version }: Import): Draft {
  return {
    columns: columns.map(choiceOf),
    match: MATCH_KEYS.filter((key) => match.includes(key)),
    tags,
    owner_id,
    note,
    as_of,
    remember: true,
    version,
  };
}

interface Kept {
  /** The columns it was made for: a file that was read anew may have others. */
  headers: string;
  draft: Draft;
}

const headersOf = ({ columns }: Import) => JSON.stringify(columns.map(({ header }) => header));

function kept(imported: Import): Draft {
  const text = localStorage.getItem(keyOf(imported.id));
  const found = text === null ? null : (JSON.parse(text) as Kept);
  return found?.headers === headersOf(imported) ? found.draft : proposal(imported);
}

export function forgetDraft(id: string): void {
  localStorage.removeItem(keyOf(id));
}

/** The mapping as it stands, and the act that changes it. */
export function useDraft(imported: Import) {
  const [draft, setDraft] = useState(() => kept(imported));
  const change = (facts: Partial<Draft>) => {
    const next = { ...draft, ...facts };
    localStorage.setItem(keyOf(imported.id), JSON.stringify({ headers: headersOf(imported), draft: next } satisfies Kept));
    setDraft(next);
  };
  const changeColumn = (index: number, facts: Partial<Choice>) => {
    const columns = draft.columns.map((one) => (one.index === index ? { ...one, ...facts } : one));
    // A key that is filled from now on is matched by, as one that was found is.
    const before = filledKeys(imported, draft.columns);
    const fresh = filledKeys(imported, columns).filter((key) => !before.includes(key));
    change({ columns, match: MATCH_KEYS.filter((key) => draft.match.includes(key) || fresh.includes(key)) });
  };
  /** Drops the choices made here for those that stand at the server. */
  const reset = () => {
    forgetDraft(imported.id);
    setDraft(proposal(imported));
  };
  return { draft, change, changeColumn, reset };
}

export interface Verdict {
  /** Columns that are imported. */
  going: number;
  /** Nothing would be imported. */
  isEmpty: boolean;
  /** A field of one value that is chosen for two columns: the second stands in where the first is empty. */
  twice: { field: Field; columns: [number, number] } | null;
  /** By what a person can be recognised. */
  keys: readonly MatchKey[];
}

/** Judges a mapping: what is imported, what is to be known about it, what it lacks. */
export function judge(draft: Draft, fields: readonly Field[], imported: Import): Verdict {
  const chosen = draft.columns.filter(({ field, opt_out }) => field !== null || opt_out);
  const fieldOf = (choice: Choice) => fields.find(({ key }) => key === choice.field);
  return {
    going: chosen.length,
    isEmpty: chosen.length === 0,
    twice: twiceOf(chosen, fieldOf),
    keys: filledKeys(imported, chosen),
  };
}

/** The first field of one value that is chosen for two columns. */
function twiceOf(chosen: readonly Choice[], fieldOf: (choice: Choice) => Field | undefined): Verdict['twice'] {
  const seen = new Map<string, number>();
  for (const choice of chosen) {
    const field = fieldOf(choice);
    if (field === undefined || field.many) continue;
    const earlier = seen.get(field.key);
    if (earlier !== undefined) return { field, columns: [earlier, choice.index] };
    seen.set(field.key, choice.index);
  }
  return null;
}
