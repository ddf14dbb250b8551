import type { RecordKind, Total } from '@leadgen/client';
import { Button } from '@mantine/core';
import { IconArrowMerge, IconEraser, IconFileExport, IconList, IconMailCheck, IconPencil, IconTag, IconTrash, IconUser, IconX, type Icon } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { total as totalWords } from '@/lib/format';
import type { Selection } from '@/lib/handed';
import { useRights } from '@/lib/permissions';
import type { ListQuery } from '@/records/calls';
import { EnrichButton } from '@/records/enriching/EnrichButton';
import { judgesOf, type RecordFields } from '@/records/fields';
import { MERGE_OF, MOST } from '@/records/merging/calls';
import type { Selecting } from '../selection';
import styles from './BulkBar.module.css';
import { ACTS_OF, sent } from './calls';
import { useText } from './text';

const EditDialog = lazy(async () => ({ default: (await import('./EditDialog')).EditDialog }));
const TagDialog = lazy(async () => ({ default: (await import('./TagDialog')).TagDialog }));
const AssignDialog = lazy(async () => ({ default: (await import('./AssignDialog')).AssignDialog }));
const ListDialog = lazy(async () => ({ default: (await import('./ListDialog')).ListDialog }));
const ExportDialog = lazy(async () => ({ default: (await import('./ExportDialog')).ExportDialog }));
const MergeDialog = lazy(async () => ({ default: (await import('../merging/MergeDialog')).MergeDialog }));
const VerifyDialog = lazy(async () => ({ default: (await import('./VerifyDialog')).VerifyDialog }));
const RunDialog = lazy(async () => ({ default: (await import('@/records/enriching/RunDialog')).RunDialog }));
const RemoveDialog = lazy(async () => ({ default: (await import('./RemoveDialog')).RemoveDialog }));

interface BulkBarProps {
  slug: string;
  kind: RecordKind;
  fields: RecordFields;
  /** Keys of the columns shown, in order. */
  columns: readonly string[];
  /** What the list shows: selecting all means all of it. */
  query: ListQuery;
  total: Total | null;
  selecting: Selecting;
}

type Open = 'edit' | 'tag' | 'assign' | 'list' | 'merge' | 'export' | 'verify' | 'verifier' | 'trash';

/** What is selected and what can be done with it, at the foot of the list. */
export function BulkBar({ slug, kind, fields, columns, query, total, selecting }: BulkBarProps) {
  const t = useText();
  const { may } = useRights();
  const [open, setOpen] = useState<Open | null>(null);
  const { selection, clear } = selecting;
  const selected = useMemo(() => ({ slug, kind, selection: sent(selection, query) }), [slug, kind, selection, query]);
  const close = useCallback(() => setOpen(null), []);
  const dialog = { selected, onClose: close, onDone: clear };
  const owner = fields.own.find((field) => field.type === 'member');
  const picked = useMemo(() => (selection.mode === 'rows' ? [...selection.ids] : []), [selection]);
  const acts: [Exclude<Open, 'verifier'>, Icon, boolean][] = [
    ['edit', IconPencil, may(ACTS_OF[kind].change)],
    ['tag', IconTag, may(ACTS_OF[kind].change) && fields.own.some((field) => field.type === 'tags')],
    ['assign', IconUser, may(ACTS_OF[kind].change) && owner !== undefined],
    ['list', IconList, may(ACTS_OF[kind].change)],
    ['merge', IconArrowMerge, may(MERGE_OF[kind]) && picked.length > 1 && picked.length <= MOST],
    ['export', IconFileExport, may(ACTS_OF[kind].export)],
    ['verify', IconMailCheck, may('verifyContacts') && kind === 'contact'],
    ['trash', IconTrash, may(ACTS_OF[kind].change)],
  ];
  return (
    <div className={styles.bar} role="region" aria-label={t('bar.label')}>
      <div className={styles.what}>
        <span role="status">{t('bar.selected', { n: totalWords(selecting.count(total)) })}</span>
        {selection.mode === 'rows' && <SelectAll total={total} picked={selection.ids.size} onAll={selecting.all} />}
      </div>
      <div className={styles.acts}>
        <EnrichButton slug={slug} kind={kind} selection={selected.selection} variant="subtle" color="gray" size="xs" onAll={clear} />
        {acts.map(([act, Picture, allowed]) => allowed && (
          <Button key={act} variant="subtle" color="gray" size="xs" leftSection={<Picture size={16} stroke={1.5} aria-hidden />} onClick={() => setOpen(act)}>
            {t(`bar.${act}`)}
          </Button>
        ))}
        {may('previewCleanup') && <CleanUp slug={slug} kind={kind} selection={selected.selection} />}
      </div>
      <Button className={styles.clear} variant="subtle" color="gray" size="xs" aria-label={t('bar.clear')} title={t('bar.clear')} onClick={clear}>
        <IconX size={16} stroke={1.5} aria-hidden />
      </Button>
      <Suspense fallback={null}>
        {open === 'edit' && <EditDialog {...dialog} fields={fields} />}
        {open === 'tag' && <TagDialog {...dialog} />}
        {open === 'assign' && owner !== undefined && <AssignDialog {...dialog} field={owner} />}
        {open === 'list' && <ListDialog {...dialog} />}
        {open === 'merge' && <MergeDialog slug={slug} kind={kind} fields={fields} ids={picked} onClose={close} onDone={clear} />}
        {open === 'export' && <ExportDialog {...dialog} columns={columns} sort={query.sort} />}
        {open === 'verify' && <VerifyDialog {...dialog} onVerifier={may('startEnrichmentRun') ? () => setOpen('verifier') : undefined} />}
        {open === 'verifier' && <RunDialog slug={slug} kind={kind} selection={selected.selection} only={judgesOf(fields)} onClose={close} onAll={clear} />}
        {open === 'trash' && <RemoveDialog {...dialog} />}
      </Suspense>
    </div>
  );
}

/** To the screen that shows every change before it is made. */
function CleanUp({ slug, kind, selection }: { slug: string; kind: RecordKind; selection: Selection }) {
  const t = useText();
  const navigate = useNavigate();
  const go = () => void navigate({ to: '/w/$slug/cleanup', params: { slug }, search: kind === 'company' ? { kind } : {}, state: { selection } });
  return (
    <Button variant="subtle" color="gray" size="xs" leftSection={<IconEraser size={16} stroke={1.5} aria-hidden />} onClick={go}>
      {t('bar.cleanUp')}
    </Button>
  );
}

/** From the picked rows to everything that the list matches; nothing to offer where all of it is picked. */
function SelectAll({ total, picked, onAll }: { total: Total | null; picked: number; onAll: () => void }) {
  const t = useText();
  if (total !== null && total.exact && total.value <= picked) return null;
  return (
    <button type="button" className={styles.link} onClick={onAll}>
      {total === null ? t('bar.everything') : t('bar.all', { n: totalWords(total) })}
    </button>
  );
}
