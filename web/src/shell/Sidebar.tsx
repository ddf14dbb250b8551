import { Link } from '@tanstack/react-router';
import { IconActivityHeartbeat, IconBuilding, IconDownload, IconHistory, IconSettings, IconSparkles, IconUser, IconUsersGroup, type Icon } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useCommon } from '@/lib/i18n';
import { useWorkspace } from '@/lib/workspace';
import { AccountButton } from './AccountButton';
import { DuplicatesEntry } from './DuplicatesEntry';
import { PaletteKey } from './PaletteKey';
import { UnknownEntry } from './UnknownEntry';
import { WorkspaceButton } from './WorkspaceButton';
import styles from './Sidebar.module.css';

const CreditsMeter = lazy(async () => ({ default: (await import('./credits/CreditsMeter')).CreditsMeter }));

/** The screens that exist, in the order of the work. */
export function Sidebar({ open, onLeave }: { open: boolean; onLeave: () => void }) {
  const t = useCommon();
  const { slug } = useWorkspace();
  return (
    <nav id="navigation" className={styles.side} data-open={open || undefined} aria-label={t('nav.label')}>
      <WorkspaceButton onLeave={onLeave} />
      <PaletteKey onLeave={onLeave} />
      <ul className={styles.list}>
        <Entry to="/w/$slug/contacts" slug={slug} onLeave={onLeave} icon={IconUser} label={t('nav.contacts')} />
        <Entry to="/w/$slug/companies" slug={slug} onLeave={onLeave} icon={IconBuilding} label={t('nav.companies')} />
        <Entry to="/w/$slug/segments" slug={slug} onLeave={onLeave} icon={IconUsersGroup} label={t('nav.segments')} />
      </ul>
      <h2 className={styles.group}>{t('nav.data')}</h2>
      <ul className={styles.list}>
        <Entry to="/w/$slug/imports" slug={slug} onLeave={onLeave} icon={IconDownload} label={t('nav.imports')} />
        <DuplicatesEntry slug={slug} onLeave={onLeave} />
        <Entry to="/w/$slug/enrichment" slug={slug} onLeave={onLeave} icon={IconSparkles} label={t('nav.enrichment')} />
        <Entry to="/w/$slug/health" slug={slug} onLeave={onLeave} icon={IconActivityHeartbeat} label={t('nav.health')} />
        <Entry to="/w/$slug/history" slug={slug} onLeave={onLeave} icon={IconHistory} label={t('nav.history')} />
        <Entry to="/w/$slug/settings" slug={slug} onLeave={onLeave} icon={IconSettings} label={t('nav.settings')} />
        <Suspense fallback={null}>
          <UnknownEntry slug={slug} onLeave={onLeave} />
        </Suspense>
      </ul>
      <div className={styles.foot}>
        <Suspense fallback={null}>
          <CreditsMeter slug={slug} onLeave={onLeave} />
        </Suspense>
        <AccountButton />
      </div>
    </nav>
  );
}

interface EntryProps {
  to: '/w/$slug/contacts' | '/w/$slug/companies' | '/w/$slug/segments' | '/w/$slug/imports' | '/w/$slug/enrichment' | '/w/$slug/health' | '/w/$slug/history' | '/w/$slug/settings';
  slug: string;
  onLeave: () => void;
  icon: Icon;
  label: string;
}

function Entry({ to, slug, onLeave, icon: Picture, label }: EntryProps) {
  return (
    <li>
      <Link to={to} params={{ slug }} className={styles.entry} preload="intent" onClick={onLeave}>
        <Picture size={16} stroke={1.5} aria-hidden />
        {label}
      </Link>
    </li>
  );
}
