/** Records as the palette finds them: among the ones changed last, which is what the API can say today. */
import { listCompanies, listContacts, type Field, type RecordKind, type RecordPage, type Row } from '@leadgen/client';
import { listFieldsOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { found } from '@/lib/match';

/** As many of each kind as one page of the API holds. */
export const AT_HAND = 500;
const SHOWN = 6;
export const SHORTEST = 2;
const LISTS = { contact: listContacts, company: listCompanies } as const;

export interface Found {
  id: string;
  name: string;
  /** What tells two of one name apart: the company, an address. */
  beside: string;
  /** Its addresses: they find it, too. */
  also: string;
}

export interface Records {
  found: readonly Found[];
  /** Set where there are more records than were looked through. */
  lookedAt: number | null;
}

/** Records of a kind whose name or address begins so; nothing for fewer than two letters. */
export function useRecordsAtHand(slug: string, kind: RecordKind, query: string): Records {
  const wanted = query.trim();
  const isAsked = wanted.length >= SHORTEST;
  const { data: fields } = useQuery(listFieldsOptions({ path: { slug } }));
  const { data: page } = useQuery({ ...atHand(slug, kind), enabled: isAsked });
  if (!isAsked || fields === undefined || page === undefined) return { found: [], lookedAt: null };
  const own = fields.items.filter((field) => field.kind === kind);
  return { found: find(page.items, own, wanted), lookedAt: page.next_cursor === null ? null : page.items.length };
}

function atHand(slug: string, kind: RecordKind) {
  const query = { sort: '-updated_at', limit: AT_HAND };
  return {
    // Not the key of a grid's list: that one holds pages.
    queryKey: [{ _id: `palette.${kind}`, path: { slug } }],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<RecordPage> => {
      const { data } = await LISTS[kind]({ path: { slug }, query, signal, throwOnError: true });
      return data;
    },
  };
}

/** Which rows answer: by name, then by addresses. */
export function find(rows: readonly Row[], fields: readonly Field[], query: string): Found[] {
  const [name] = fields;
  if (name === undefined) return [];
  const addresses = fields.filter(({ type }) => type === 'email' || type === 'url' || type === 'phone');
  const answers = rows.map((row) => {
    const reach = addresses.flatMap(({ key }) => textOf(row, key));
    const company = row.company?.company_name ?? '';
    return { id: row.id, name: textOf(row, name.key)[0] ?? '', beside: company || (reach[0] ?? ''), reach };
  });
  return found(answers, query, (one) => [one.name, ...one.reach])
    .filter((one) => one.name !== '')
    .slice(0, SHOWN)
    .map(({ id, name: label, beside, reach }) => ({ id, name: label, beside, also: reach.join(' ') }));
}

function textOf(row: Row, key: string): string[] {
  const value = row.values[key];
  return typeof value === 'string' && value !== '' ? [value] : [];
}
