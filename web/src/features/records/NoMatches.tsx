import type { RecordKind } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { total as totalWords } from '@/lib/format';
import { EmptyState } from '@/ui/states';
import { countOptions } from '@/records/calls';
import { filterWith } from './search';
import { useKnown } from '@/records/filters/known';
import { ofParts, read, topParts, type Tree } from '@/records/filters/tree';
import { useText } from '@/records/filters/text';
import { useWords } from '@/records/filters/useWords';
import styles from '@/records/filters/Filters.module.css';

const MOST_TRIED = 6;

interface NoMatchesProps {
  slug: string;
  kind: RecordKind;
  filter: unknown;
  q: string | undefined;
  onFilter: (tree: Tree | null) => void;
  onSearch: (q: undefined) => void;
}

/** A filter that finds nothing: which of its parts stands in the way, with what would be found without it. */
export function NoMatches({ slug, kind, filter, q, onFilter, onSearch }: NoMatchesProps) {
  const t = useText();
  const known = useKnown(slug);
  const tree = read(filter);
  const parts = topParts(tree);
  const wordsOf = useWords(slug, kind, known, tree);
  const tried = [
    ...(q === undefined ? [] : [{ key: 'q', label: t('none.search', { q }), rest: filter ?? undefined, drop: () => onSearch(undefined) }]),
    ...parts.slice(0, MOST_TRIED).map((part, place) => {
      const { subject, verb, value } = wordsOf(part);
      const left = ofParts(parts.toSpliced(place, 1));
      return { key: String(place), label: `${subject} ${verb} ${value}`.trim(), rest: filterWith(left, q), drop: () => onFilter(left) };
    }),
  ];
  const counts = useQueries({ queries: tried.map(({ rest }) => countOptions(slug, kind, rest)) });
  const helps = tried.flatMap((one, place) => {
    const found = counts[place]?.data;
    return found !== undefined && found.value > 0 ? [{ ...one, found }] : [];
  });
  const clear = () => {
    onFilter(null);
    onSearch(undefined);
  };
  return (
    <EmptyState
      title={t(`none.${kind}`)}
      detail={helps.length > 0 ? t('none.loosen') : counts.every(({ isPending }) => !isPending) && tried.length > 1 ? t('none.several') : undefined}
      actions={
        <div className={styles.loosen}>
          {helps.map(({ key, label, found, drop }) => (
            <Button key={key} onClick={drop}>
              {t('none.without', { label, found: totalWords(found) })}
            </Button>
          ))}
          <Button variant="subtle" color="gray" onClick={clear}>
            {t('problem.clear')}
          </Button>
        </div>
      }
    />
  );
}
