import type { Import, LineVerdict } from '@leadgen/client';
import { useNavigate } from '@tanstack/react-router';
import { useCallback } from 'react';
import { count } from '@/lib/format';
import { useMediaQuery } from '@/lib/media';
import { SearchField } from '@/ui/SearchField';
import { VERDICTS, type LineFilter } from '../state';
import { useText } from '../text';
import { RejectedLink } from './RejectedLink';
import styles from './review.module.css';

interface LineToolsProps {
  slug: string;
  imported: Import;
  filter: LineFilter;
  mayEdit: boolean;
}

/** What the chosen verdict means, and the ways to narrow or keep its lines. */
export function LineTools({ slug, imported: { id, counts, kind }, filter, mayEdit }: LineToolsProps) {
  const t = useText();
  const navigate = useNavigate();
  const isNarrow = useMediaQuery('(max-width: 699px)');
  const { verdict, search = '' } = filter;
  const find = useCallback(
    (text: string) =>
      void navigate({
        to: '.',
        search: (now: Partial<LineFilter>) => ({ ...now, search: text === '' ? undefined : text }),
        replace: true,
      }),
    [navigate],
  );
  return (
    <div className={styles.about}>
      <p>
        {t(kind === 'company' ? `review.${verdict}DetailCompany` : `review.${verdict}Detail`)}
        {verdict === 'create' && counts.companies > 0 && (
          <> {t('review.companies', { count: counts.companies, n: count(counts.companies) })}</>
        )}
        {verdict === 'rejected' && counts.rejected > 0 && mayEdit && <> {t(isNarrow ? 'review.howToTap' : 'review.howToFix')}</>}
      </p>
      <div className={styles.tools}>
        {verdict === 'rejected' && counts.rejected > 0 && (
          <RejectedLink slug={slug} id={id} variant="subtle">
            {t('review.download')}
          </RejectedLink>
        )}
        {VERDICTS.some((one: LineVerdict) => counts[one] > 0) && <SearchField label={t('review.search')} value={search} onSearch={find} />}
      </div>
    </div>
  );
}
