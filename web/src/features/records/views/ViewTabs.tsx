import type { RecordKind, View } from '@leadgen/client';
import { Button, NativeSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { createPortal } from 'react-dom';
import { useRights } from '@/lib/permissions';
import type { Layout } from '../layout';
import { useText } from './text';
import { useViewActs, type Listed } from './useViewActs';
import styles from './Views.module.css';

const ViewMenu = lazy(async () => ({ default: (await import('./ViewMenu')).ViewMenu }));
const MoreViews = lazy(async () => ({ default: (await import('./MoreViews')).MoreViews }));
const NameDialog = lazy(async () => ({ default: (await import('./NameDialog')).NameDialog }));

export interface ViewTabsProps {
  slug: string;
  kind: RecordKind;
  views: readonly View[];
  view: View | undefined;
  isChanged: boolean;
  narrow: boolean;
  /** Where what is to be done with changes stands when the bar has no room. */
  slot: HTMLElement | null;
  layout: Layout;
  /** The list as it is now: what is saved. */
  listed: Listed;
  /** Opens a view as it was saved; without one the list of all. */
  onOpen: (id: string | undefined) => void;
}

const MOST_TABS = 6;

/** The saved lists above the grid, and what to do with the one that is open. */
export function ViewTabs(props: ViewTabsProps) {
  const { slug, kind, views, view, isChanged, narrow, slot, layout, listed, onOpen } = props;
  const t = useText();
  const { may } = useRights();
  const maySave = may('createView');
  // Like a segment, a shared view is everybody's: who may make the one may make the other.
  const mayShare = may('createSegment');
  const acts = useViewActs(slug, listed, layout, onOpen);
  const [naming, setNaming] = useState(false);
  const shown = narrow ? [] : firstOf(views, view);
  const rest = narrow ? [] : views.filter((one) => !shown.includes(one));
  const changes = view !== undefined && isChanged && (
    <div className={styles.changes}>
      <Button variant="subtle" color="gray" size="compact-sm" onClick={() => acts.reset(view)}>
        {t('reset')}
      </Button>
      {maySave && <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setNaming(true)}>{t('saveAs')}</Button>}
      {maySave && (mayShare || !view.shared) && <Button size="compact-sm" title={t('saveHint')} disabled={acts.isSaving} onClick={() => acts.save(view)}>{t('save')}</Button>}
    </div>
  );
  return (
    <nav className={styles.bar} aria-label={t('label')}>
      {narrow ? (
        <NativeSelect
          size="xs"
          aria-label={t('label')}
          value={view?.id ?? ''}
          data={[{ value: '', label: t(`all.${kind}`) }, ...views.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(event) => onOpen(event.currentTarget.value || undefined)}
        />
      ) : (
        <ul className={styles.tabs}>
          <Tab label={t(`all.${kind}`)} isOpen={view === undefined} isChanged={false} onOpen={() => onOpen(undefined)} />
          {shown.map((one) => (
            <Tab key={one.id} label={one.name} isOpen={one === view} isChanged={one === view && isChanged} onOpen={() => onOpen(one.id)} />
          ))}
        </ul>
      )}
      {rest.length > 0 && (
        <Suspense fallback={null}>
          <MoreViews views={rest} onOpen={onOpen} />
        </Suspense>
      )}
      {view !== undefined && maySave && (
        <Suspense fallback={null}>
          <ViewMenu slug={slug} view={view} mayShare={mayShare} place={views.indexOf(view)} count={views.length} onGone={() => onOpen(undefined)} onCopied={(copy) => onOpen(copy.id)} />
        </Suspense>
      )}
      {maySave && (
        <Button variant="subtle" color="gray" size="compact-sm" aria-label={t('add')} title={t('add')} aria-haspopup="dialog" onClick={() => setNaming(true)}>
          <IconPlus size={14} stroke={1.5} aria-hidden />
        </Button>
      )}
      {narrow ? slot !== null && createPortal(changes, slot) : changes}
      {naming && (
        <Suspense fallback={null}>
          <NameDialog title={t('newTitle')} submit={t('create')} hint={t('nameHint')} withSharing={mayShare} onName={acts.saveAs} onClose={() => setNaming(false)} />
        </Suspense>
      )}
    </nav>
  );
}

/** As many as there is room for; the open one is always among them. */
function firstOf(views: readonly View[], open: View | undefined): readonly View[] {
  if (views.length <= MOST_TABS) return views;
  const first = views.slice(0, MOST_TABS);
  return open === undefined || first.includes(open) ? first : [...first.slice(0, -1), open];
}

function Tab({ label, isOpen, isChanged, onOpen }: { label: string; isOpen: boolean; isChanged: boolean; onOpen: () => void }) {
  const t = useText();
  return (
    <li>
      <button type="button" className={styles.tab} aria-current={isOpen ? 'page' : undefined} onClick={onOpen}>
        <span>{label}</span>
        {isChanged && <i className={styles.dot} role="img" aria-label={t('changed')} title={t('changed')} />}
      </button>
    </li>
  );
}
