/** What the queue shows, all of it in the address. */
export interface TriageSearch {
  /** The company that is looked at. */
  company?: string;
}

export function triageSearch({ company }: Record<string, unknown>): TriageSearch {
  return typeof company === 'string' ? { company } : {};
}
