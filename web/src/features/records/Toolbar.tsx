import type { RecordKind } from '@leadgen/client';
import { Button } from '@mantine/core';
import { IconColumns3, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useCreating } from '@/lib/creating';
import { useRights } from '@/lib/permissions';
import { CALLS_OF } from './calls';
import type { RecordFields } from './fields';
import type { Layout } from './layout';
import { useText } from './text';

const Columns = lazy(async () => ({ default: (await import('./Columns')).Columns }));
const CreateRecord = lazy(async () => ({ default: (await import('./CreateRecord')).CreateRecord }));

interface ToolbarProps {
  slug: string;
  kind: RecordKind;
  fields: RecordFields;
  layout: Layout;
  narrow: boolean;
  empty: boolean;
  onCreated: (id: string) => void;
}

/** The acts of a grid: its columns, and a record by hand. Both dialogs are fetched when first wanted. */
export function Toolbar({ slug, kind, fields, layout, narrow, empty, onCreated }: ToolbarProps) {
  const t = useText();
  const [columns, setColumns] = useState(false);
  const [creating, onCreating] = useCreating();
  const mayCreate = useRights().may(CALLS_OF[kind].create);
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
  return (
    <>
      {!narrow && !columns && columnsButton}
      {!narrow && columns && (
        <Suspense fallback={columnsButton}>
          <Columns slug={slug} kind={kind} layout={layout} target={columnsButton} onClose={() => setColumns(false)} />
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
