import { createSegment, type RecordKind } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { once } from '@/lib/api';
import { useMay } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { toast } from '@/ui/toast';
import { useText } from './text';

const NameDialog = lazy(async () => ({ default: (await import('../views/NameDialog')).NameDialog }));

interface SaveSegmentProps {
  slug: string;
  kind: RecordKind;
  /** With what is searched for. */
  filter: unknown;
}

/** Gives the filter of the list a name under which it is used elsewhere. */
export function SaveSegment({ slug, kind, filter }: SaveSegmentProps) {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const [naming, setNaming] = useState(false);
  if (!may('createSegment')) return null;
  const save = async (name: string) => {
    const body = { kind, name, filter: filter as { [key: string]: unknown } };
    await createSegment({ path: { slug }, body, headers: once(), throwOnError: true });
    await refresh(['listSegments']);
    toast(t('created', { name }), { action: { label: t('show'), act: () => void navigate({ to: '/w/$slug/segments', params: { slug } }) } });
  };
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-sm" aria-haspopup="dialog" onClick={() => setNaming(true)}>
        {t('save')}
      </Button>
      {naming && (
        <Suspense fallback={null}>
          <NameDialog title={t('saveTitle')} submit={t('create')} hint={t('saveHint')} onName={save} onClose={() => setNaming(false)} />
        </Suspense>
      )}
    </>
  );
}
