import type { Import, LineVerdict } from '@leadgen/client';
import { Link } from '@tanstack/react-router';
import { count } from '@/lib/format';
import { VERDICTS } from '../state';
import { useText } from '../text';
import styles from './review.module.css';

interface VerdictCardsProps {
  slug: string;
  imported: Import;
  chosen: LineVerdict;
}

/** The counts, each of which opens its lines. They add up to the lines of the file. */
export function VerdictCards({ slug, imported: { id, counts }, chosen }: VerdictCardsProps) {
  const t = useText();
  return (
    <nav aria-label={t('review.cards')} className={styles.cards}>
      {VERDICTS.map((verdict) => (
        <Link
          key={verdict}
          to="/w/$slug/imports/$id"
          params={{ slug, id }}
          search={{ verdict }}
          replace
          className={styles.card}
          aria-current={verdict === chosen ? 'true' : undefined}
          data-verdict={verdict}
          data-zero={counts[verdict] === 0 || undefined}
        >
          <span>{t(`review.${verdict}`)}</span>
          <b>{count(counts[verdict])}</b>
        </Link>
      ))}
    </nav>
  );
}
