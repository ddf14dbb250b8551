import type { RecordKind, Selection } from '@leadgen/client';
import { Button, type ButtonProps } from '@mantine/core';
import { IconSparkles } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useMay } from '@/lib/permissions';
import { useText } from './text';

const RunDialog = lazy(async () => ({ default: (await import('./RunDialog')).RunDialog }));

interface EnrichButtonProps extends Pick<ButtonProps, 'variant' | 'color' | 'size'> {
  slug: string;
  kind: RecordKind;
  selection: Selection;
  label?: string;
  onAll?: () => void;
}

/** Opens the question what to find for these records; only for roles that may. */
export function EnrichButton({ slug, kind, selection, label, onAll, ...look }: EnrichButtonProps) {
  const t = useText();
  const may = useMay();
  const [open, setOpen] = useState(false);
  if (!may('startEnrichmentRun')) return null;
  return (
    <>
      <Button {...look} aria-haspopup="dialog" leftSection={<IconSparkles size={16} stroke={1.5} aria-hidden />} onClick={() => setOpen(true)}>
        {label ?? t('enrich')}
      </Button>
      {open && (
        <Suspense fallback={null}>
          <RunDialog slug={slug} kind={kind} selection={selection} onClose={() => setOpen(false)} {...(onAll !== undefined && { onAll })} />
        </Suspense>
      )}
    </>
  );
}
