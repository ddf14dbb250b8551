/** Which costs: of this month, where the address names no days. */
export interface CostsSearch {
  since?: string;
  until?: string;
  stage?: string;
  provider?: string;
  /** Empty: without a model. */
  model?: string;
  member?: string;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export function costsSearch(given: Record<string, unknown>): CostsSearch {
  const text = (key: keyof CostsSearch) => (typeof given[key] === 'string' ? { [key]: given[key] } : {});
  const day = (key: 'since' | 'until') => (typeof given[key] === 'string' && DAY.test(given[key]) ? { [key]: given[key] } : {});
  return { ...day('since'), ...day('until'), ...text('stage'), ...text('provider'), ...text('model'), ...text('member') };
}

/** The same, of no one stage, provider, model or member alone. */
export function without(search: CostsSearch, side: keyof CostsSearch): CostsSearch {
  return Object.fromEntries(Object.entries(search).filter(([key]) => key !== side));
}
