import type { RecordKind } from '@leadgen/client';
import { listFieldsOptions, listFieldUsageOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useCreating } from '@/lib/creating';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { NewField } from '@/ui/NewField';
import { Section } from '@/ui/Section';
import { ErrorState, Skeleton } from '@/ui/states';
import { useText as useSettingsText } from '../text';
import { isOwn, useText, type OwnField } from './acts';
import { FieldGroup } from './FieldGroup';

const EditDialog = lazy(async () => ({ default: (await import('./EditDialog')).EditDialog }));
const RetypeDialog = lazy(async () => ({ default: (await import('./RetypeDialog')).RetypeDialog }));
const KINDS: readonly RecordKind[] = ['contact', 'company'];

export type Asked = { act: 'edit' | 'retype'; field: OwnField };

/** The fields of contacts and of companies: those of the workspace's own can be changed here. */
export function FieldsSection() {
  const t = useText();
  const settings = useSettingsText();
  const { slug } = useWorkspace();
  const { may } = useRights();
  const [creating, setCreating] = useCreating();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { data, error, refetch } = useQuery(listFieldsOptions({ path: { slug } }));
  // Counts come when they are there; nobody waits for them.
  const { data: usage } = useQuery(listFieldUsageOptions({ path: { slug } }));
  const filled = new Map(usage?.items.map((one) => [one.id, one.filled]));
  const add = may('createField') && (
    <Button variant="filled" onClick={() => setCreating(true)}>
      {t('add')}
    </Button>
  );
  return (
    <Section title={settings('sections.fields')} lead={may('updateField') ? t('lead') : t('readOnly')} action={add}>
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      {data !== undefined &&
        KINDS.map((kind) => (
          <FieldGroup
            key={kind}
            kind={kind}
            fields={data.items.filter((field) => field.kind === kind)}
            archived={data.archived.filter((field) => field.kind === kind).filter(isOwn)}
            filled={filled}
            onAsk={setAsked}
          />
        ))}
      {creating && may('createField') && <NewField slug={slug} onClose={() => setCreating(false)} />}
      <Suspense fallback={null}>
        {asked?.act === 'edit' && <EditDialog slug={slug} field={asked.field} onClose={() => setAsked(null)} />}
        {asked?.act === 'retype' && <RetypeDialog slug={slug} field={asked.field} onClose={() => setAsked(null)} />}
      </Suspense>
    </Section>
  );
}
