import { Link, Navigate, Outlet, useLocation } from '@tanstack/react-router';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useMediaQuery } from '@/lib/media';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { NotAllowed } from '@/ui/NotAllowed';
import { Page } from '@/ui/Page';
import { Skeleton } from '@/ui/states';
import { OF_PERSON, OF_WORKSPACE } from './sections';
import { useText } from './text';
import styles from './Settings.module.css';

const WIDE = '(min-width: 700px)';

/** The frame of all settings: sections on the left, one of them on the right. A phone shows one or the other. */
export function Settings() {
  const t = useText();
  const { slug } = useWorkspace();
  const { pathname } = useLocation();
  const isIndex = /\/settings\/?$/.test(pathname);
  const shown = [...OF_WORKSPACE, ...OF_PERSON].find(({ to }) => pathname.startsWith(to.replace('$slug', slug)));
  const { may } = useRights();
  const needs = shown?.needs ?? null;
  // A page below a section has a way back of its own, to the section.
  const isSection = shown !== undefined && pathname.replace(/\/$/, '') === shown.to.replace('$slug', slug);
  const back = (
    <Link className={styles.back} to="/w/$slug/settings" params={{ slug }}>
      <IconChevronLeft size={16} stroke={1.5} aria-hidden />
      {t('title')}
    </Link>
  );
  return (
    <Page title={t('title')} {...(shown !== undefined && { tab: t(`sections.${shown.key}`) })}>
      <div className={styles.frame} data-index={isIndex || undefined}>
        <Sections />
        <div className={styles.body}>
          {isSection && back}
          <Suspense fallback={<Skeleton />}>
            {needs === null || may(needs) ? <Outlet /> : <NotAllowed to={needs} />}
          </Suspense>
        </div>
      </div>
    </Page>
  );
}

/** Where there is room the first section opens by itself; on a phone the list of them is the screen. */
export function SettingsIndex() {
  const { slug } = useWorkspace();
  const isWide = useMediaQuery(WIDE);
  return isWide ? <Navigate to="/w/$slug/settings/workspace" params={{ slug }} replace /> : null;
}

function Sections() {
  const t = useText();
  return (
    <nav className={styles.nav} aria-label={t('sections.label')}>
      <Group label={t('sections.ofWorkspace')} sections={OF_WORKSPACE} />
      <Group label={t('sections.ofPerson')} sections={OF_PERSON} />
    </nav>
  );
}

function Group({ label, sections }: { label: string; sections: typeof OF_WORKSPACE }) {
  const t = useText();
  const { slug } = useWorkspace();
  const { may } = useRights();
  const open = sections.filter(({ needs }) => needs === null || may(needs));
  return (
    <>
      <h2 className={styles.group}>{label}</h2>
      <ul>
        {open.map(({ key, to }) => (
          <li key={key}>
            <Link className={styles.entry} to={to} params={{ slug }}>
              {t(`sections.${key}`)}
              <IconChevronRight className={styles.into} size={16} stroke={1.5} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
