import { Link } from '@tanstack/react-router';
import { IconBuilding, IconDownload, IconHistory, IconUser, type Icon } from '@tabler/icons-react';
import { useCommon } from '@/lib/i18n';
import { useWorkspace } from '@/lib/workspace';
import { AccountButton } from './AccountButton';
import styles from './Sidebar.module.css';

/** The screens that exist, in the order of the work. */
export function Sidebar({ open, onLeave }: { open: boolean; onLeave: () => void }) {
  const t = useCommon();
  const { name, slug } = useWorkspace();
  return (
    <nav id="navigation" className={styles.side} data-open={open || undefined} aria-label={t('nav.label')}>
      <div className={styles.workspace}>
        <span className={styles.badge} aria-hidden>
          {name.slice(0, 1).toUpperCase()}
        </span>
        <span className={styles.name} title={name}>
          {name}
        </span>
      </div>
      <ul className={styles.list}>
        <Entry to="/w/$slug/contacts" slug={slug} onLeave={onLeave} icon={IconUser} label={t('nav.contacts')} />
        <Entry to="/w/$slug/companies" slug={slug} onLeave={onLeave} icon={IconBuilding} label={t('nav.companies')} />
      </ul>
      <h2 className={styles.group}>{t('nav.data')}</h2>
      <ul className={styles.list}>
        <Entry to="/w/$slug/imports" slug={slug} onLeave={onLeave} icon={IconDownload} label={t('nav.imports')} />
        <Entry to="/w/$slug/history" slug={slug} onLeave={onLeave} icon={IconHistory} label={t('nav.history')} />
      </ul>
      <AccountButton />
    </nav>
  );
}

interface EntryProps {
  to: '/w/$slug/contacts' | '/w/$slug/companies' | '/w/$slug/imports' | '/w/$slug/history';
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
