import { Link } from '@tanstack/react-router';
import tabs from '@/ui/tabs.module.css';
import { useText } from './text';

/** The screens of enrichment: what ran, what is worth it, how good it was, and what it cost. */
export function EnrichTabs({ slug }: { slug: string }) {
  const t = useText();
  const exact = { exact: true, includeSearch: false };
  return (
    <nav aria-label={t('tabs')} className={tabs.tabs}>
      <Link className={tabs.tab} to="/w/$slug/enrichment" params={{ slug }} activeOptions={exact}>
        {t('runs')}
      </Link>
      <Link className={tabs.tab} to="/w/$slug/enrichment/triage" params={{ slug }} activeOptions={exact}>
        {t('triage')}
      </Link>
      <Link className={tabs.tab} to="/w/$slug/enrichment/triage/rules" params={{ slug }} activeOptions={exact}>
        {t('triageRules')}
      </Link>
      <Link className={tabs.tab} to="/w/$slug/enrichment/quality" params={{ slug }} activeOptions={exact}>
        {t('quality')}
      </Link>
      <Link className={tabs.tab} to="/w/$slug/enrichment/costs" params={{ slug }} activeOptions={exact}>
        {t('costs')}
      </Link>
    </nav>
  );
}
