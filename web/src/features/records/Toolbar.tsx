import type { RecordKind, Total } from '@leadgen/client';
import { Button } from '@mantine/core';
import { IconColumns3, IconFileExport, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useCreating } from '@/lib/creating';
import { useRights } from '@/lib/permissions';
import { CALLS_OF, type ListQuery } from '@/records/calls';
import type { RecordFields } from '@/records/fields';
import type { Layout } from './layout';
import { useText } from './text';

const Columns = lazy(async () => ({ default: (await import('./Columns')).Columns }));
const ExportMenu = lazy(async () => ({ default: (await import('./ExportMenu')).ExportMenu }));
const TrashLink = lazy(async () => ({ default: (await import('./bulk/TrashLink')).TrashLink }));
const CreateRecord = lazy(async () => ({ default: (await import('./CreateRecord')).CreateRecord }));

interface ToolbarProps {
  slug: string;
  kind: RecordKind;
  fields: RecordFields;
  layout: Layout;
  narrow: boolean;
  empty: boolean;
  /** What the list shows, for its export. */
  query: ListQuery;
  total: Total | null;
  onCreated: (id: string) => void;
}

/** The acts of a grid: its columns, a file of it, and a record by hand. What they open is fetched when first wanted. */
export function Toolbar({ slug, kind, fields, layout, narrow, empty, query, total, onCreated }: ToolbarProps) {
  const t = useText();
  const [columns, setColumns] = useState(false);
  const [creating, onCreating] = useCreating();
  const [exporting, setExporting] = useState(false);
  const { may } = useRights();
  const mayCreate = may(CALLS_OF[kind].create);
  const columnsButton = (
    <Button
      variant="subtle"
      color="gray"
      aria-haspopup="dialog"
      aria-expanded={columns}
      leftSection={<IconColumns3 size={16} stroke={1.5} aria-hidden />}
      onClick={() => setColumns(!columns)}
    >
      {t('columns.button')}
    </Button>
  );
  const exportButton = (
    <Button
      variant="subtle"
      color="gray"
      aria-label={t('export.button')}
      aria-haspopup="menu"
      aria-expanded={exporting}
      {...(!narrow && { leftSection: <IconFileExport size={16} stroke={1.5} aria-hidden /> })}
      onClick={() => setExporting(!exporting)}
    >
      {narrow ? <IconFileExport size={16} stroke={1.5} aria-hidden /> : t('export.button')}
    </Button>
  );
  const mayExport = may(CALLS_OF[kind].export) && !empty;
  return (
    <>
      {!narrow && (
        <Suspense fallback={null}>
          <TrashLink />
        </Suspense>
      )}
      {mayExport && !exporting && exportButton}
      {mayExport && exporting && (
        <Suspense fallback={exportButton}>
          <ExportMenu
            slug={slug}
            kind={kind}
            {...query}
            columns={layout.shown.map(({ field }) => field.key)}
            total={total}
            target={exportButton}
            onClose={() => setExporting(false)}
          />
        </Suspense>
      )}
      {!narrow && !columns && columnsButton}
      {!narrow && columns && (
        <Suspense fallback={columnsButton}>
          <Columns slug={slug} kind={kind} layout={layout} query={query} target={columnsButton} onClose={() => setColumns(false)} />
        </Suspense>
      )}
      {mayCreate && (
        <Button
          variant={empty ? 'default' : 'filled'}
          leftSection={<IconPlus size={16} stroke={1.5} aria-hidden />}
          onClick={() => onCreating(true)}
        >
          {t(`${kind}.create`)}
        </Button>
      )}
      {creating && mayCreate && (
        <Suspense fallback={null}>
          <CreateRecord slug={slug} fields={fields} onClose={() => onCreating(false)} onCreated={onCreated} />
        </Suspense>
      )}
    </>
  );
}
