import { Link } from '@tanstack/react-router';
import styles from './Enrich.module.css';
import { useText } from './text';

/** The screens of enrichment: what ran, what is worth it, and how good it was. */
export function EnrichTabs({ slug }: { slug: string }) {
  const t = useText();
  const exact = { exact: true, includeSearch: false };
  return (
    <nav aria-label={t('tabs')} className={styles.tabs}>
      <Link className={styles.tab} to="/w/$slug/enrichment" params={{ slug }} activeOptions={exact}>
        {t('runs')}
      </Link>
      <Link className={styles.tab} to="/w/$slug/enrichment/triage" params={{ slug }} activeOptions={exact}>
        {t('triage')}
      </Link>
      <Link className={styles.tab} to="/w/$slug/enrichment/triage/rules" params={{ slug }} activeOptions={exact}>
        {t('triageRules')}
      </Link>
      <Link className={styles.tab} to="/w/$slug/enrichment/quality" params={{ slug }} activeOptions={exact}>
        {t('quality')}
      </Link>
    </nav>
  );
}
