import type { RecordKind } from '@leadgen/client';
import { lazy, Suspense } from 'react';
import { useWorkspace } from '@/lib/workspace';
import { Skeleton } from '@/ui/states';
import { RecordsScreen } from './RecordsScreen';
import { useGridSearch } from './useGridSearch';

const TrashScreen = lazy(async () => ({ default: (await import('./bulk/TrashScreen')).TrashScreen }));

export function Contacts() {
  return <Records key="contact" kind="contact" />;
}

export function Companies() {
  return <Records key="company" kind="company" />;
}

/** What is there, or what was removed. */
function Records({ kind }: { kind: RecordKind }) {
  const { slug } = useWorkspace();
  const [{ trash }] = useGridSearch();
  if (trash !== true) return <RecordsScreen kind={kind} />;
  return (
    <Suspense fallback={<Skeleton lines={8} />}>
      <TrashScreen slug={slug} kind={kind} />
    </Suspense>
  );
}
