/** The choices of a person before they are sent: kept in the browser, so that a reload loses none. */
import type { Field, Import, ImportColumn, MappingChoice } from '@leadgen/client';
import { useState } from 'react';

const keyOf = (id: string) => `leadgen.mapping.${id}`;

/** Where one column goes, and what it may do to values that are there. */
export type Choice = Pick<ImportColumn, 'index' | 'field' | 'policy'>;

/** By what a person may be recognised, strongest first. Companies are recognised by all their keys, always. */
export const MATCH_KEYS = ['email', 'linkedin', 'external'] as const satisfies MappingChoice['match'];
export type MatchKey = (typeof MATCH_KEYS)[number];

export interface Draft extends MappingChoice {
  columns: Choice[];
  match: MatchKey[];
}

function proposal({ columns, match }: Import): Draft {
  return {
    columns: columns.map(({ index, field, policy }) => ({ index, field, policy })),
    match: MATCH_KEYS.filter((key) => match.includes(key)),
  };
}

function kept(imported: Import): Draft {
  const text = localStorage.getItem(keyOf(imported.id));
  return text === null ? proposal(imported) : (JSON.parse(text) as Draft);
}

export function forgetDraft(id: string): void {
  localStorage.removeItem(keyOf(id));
}

/** The mapping as it stands, and the act that changes it. */
export function useDraft(imported: Import) {
  const [draft, setDraft] = useState(() => kept(imported));
  const change = (facts: Partial<Draft>) => {
    const next = { ...draft, ...facts };
    localStorage.setItem(keyOf(imported.id), JSON.stringify(next));
    setDraft(next);
  };
  const changeColumn = (index: number, facts: Partial<Choice>) =>
    change({ columns: draft.columns.map((one) => (one.index === index ? { ...one, ...facts } : one)) });
  return { draft, change, changeColumn };
}

export interface Verdict {
  /** Columns that are imported. */
  going: number;
  /** What stops the way on. */
  problem: { is: 'none' } | { is: 'twice'; field: Field; columns: [ImportColumn, ImportColumn] } | null;
  /** No column holds an e-mail address. */
  lacksEmail: boolean;
}

/** Judges a mapping: what is imported, what stops it, what it lacks. */
export function judge(draft: Draft, columns: readonly ImportColumn[], fields: readonly Field[]): Verdict {
  const chosen = draft.columns.filter(({ field }) => field !== null);
  const fieldOf = (choice: Choice) => fields.find(({ key }) => key === choice.field);
  return {
    going: chosen.length,
    problem: chosen.length === 0 ? { is: 'none' } : twice(chosen, columns, fieldOf),
    lacksEmail: !chosen.some((choice) => {
      const field = fieldOf(choice);
      return field?.type === 'email' && field.kind === 'contact';
    }),
  };
}

/** The first field that takes one value and is chosen for two columns. */
function twice(
  chosen: readonly Choice[],
  columns: readonly ImportColumn[],
  fieldOf: (choice: Choice) => Field | undefined,
): Verdict['problem'] {
  const seen = new Map<string, number>();
  for (const choice of chosen) {
    const field = fieldOf(choice);
    if (field === undefined || field.many) continue;
    const earlier = columns.find(({ index }) => index === seen.get(field.key));
    const later = columns.find(({ index }) => index === choice.index);
    if (earlier !== undefined && later !== undefined) return { is: 'twice', field, columns: [earlier, later] };
    seen.set(field.key, choice.index);
  }
  return null;
}
