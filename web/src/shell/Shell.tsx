import { Outlet } from '@tanstack/react-router';
import { IconMenu2 } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import { follow } from '@/lib/events';
import { useCommon } from '@/lib/i18n';
import { useIsMember, useWorkspace } from '@/lib/workspace';
import { Skeleton } from '@/ui/states';
import { NoAccess } from './NoAccess';
import { Notices } from './Notices';
import { Sidebar } from './Sidebar';
import styles from './Shell.module.css';

const Arrivals = lazy(() => import('@/features/ingest/upload/Arrivals'));

/** The workspace, for as long as the person belongs to it. */
export function Shell() {
  return useIsMember() ? <Inside /> : <NoAccess />;
}

/** Navigation on the left, one screen on the right, live updates for both. */
function Inside() {
  const t = useCommon();
  const { slug } = useWorkspace();
  const [open, setOpen] = useState(false);
  const settled = useSettled();
  useEffect(() => follow(slug), [slug]);
  useEscape(open, () => setOpen(false));
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#content">
        {t('nav.skip')}
      </a>
      <button
        type="button"
        className={styles.burger}
        aria-expanded={open}
        aria-controls="navigation"
        aria-label={t(open ? 'nav.close' : 'nav.open')}
        onClick={() => setOpen(!open)}
      >
        <IconMenu2 size={18} stroke={1.5} aria-hidden />
      </button>
      <Sidebar open={open} onLeave={() => setOpen(false)} />
      {open && <div className={styles.shade} onClick={() => setOpen(false)} aria-hidden />}
      <main id="content" className={styles.main} tabIndex={-1}>
        <Notices />
        <div className={styles.screen}>
          {/* Another workspace is another screen: nothing that a component remembers goes across. */}
          <Suspense key={slug} fallback={<Skeleton />}>
            <Outlet />
          </Suspense>
        </div>
      </main>
      {settled && (
        <Suspense fallback={null}>
          <Arrivals />
        </Suspense>
      )}
    </div>
  );
}

/** Esc closes what is open, wherever the focus is. */
function useEscape(open: boolean, close: () => void) {
  useEffect(() => {
    if (!open) return undefined;
    const listen = (event: KeyboardEvent) => event.key === 'Escape' && close();
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
}

const SETTLED_MS = 1500;

/** True once the first screen had its time, or something is dragged over it: what nobody waits for is fetched then. */
function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const settle = () => setSettled(true);
    const timer = setTimeout(settle, SETTLED_MS);
    window.addEventListener('dragenter', settle, { once: true });
    return () => {
      clearTimeout(timer);
      window.removeEventListener('dragenter', settle);
    };
  }, []);
  return settled;
}
