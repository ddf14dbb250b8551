/** Records as the palette finds them: by the search, while one types. */
import type { SearchHit } from '@leadgen/client';
import { searchRecordsOptions } from '@leadgen/client/query';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { plain } from '@/lib/match';

const SHOWN = 6;
const PAUSE_MS = 80;
/** As many characters as the server takes. */
const LONGEST = 200;

/** The best contacts and companies for what was typed; an answer to earlier letters only as far as it still fits. */
export function useFoundRecords(slug: string, query: string): readonly SearchHit[] {
  const typed = query.trim().slice(0, LONGEST);
  const [q] = useDebouncedValue(typed, PAUSE_MS);
  const options = searchRecordsOptions({ path: { slug }, query: { q, limit: SHOWN } });
  const { data, isPlaceholderData } = useQuery({ ...options, enabled: q !== '', placeholderData: keepPreviousData });
  if (typed === '' || data === undefined) return [];
  return isPlaceholderData || q !== typed ? data.items.filter((hit) => stillFits(hit, typed)) : data.items;
}

/** Whether a record found for other letters answers these too, as far as can be seen. */
export function stillFits({ name, secondary, value }: SearchHit, typed: string): boolean {
  const text = plain(`${name} ${secondary} ${value}`);
  return plain(typed).split(/\s+/u).every((word) => text.includes(word));
}
