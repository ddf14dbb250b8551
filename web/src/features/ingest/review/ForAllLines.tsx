import type { Import } from '@leadgen/client';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { day } from '@/lib/format';
import { usePeople } from '@/lib/members';
import type { Draft } from '../columns/draft';
import { useText } from '../text';
import styles from './forAll.module.css';
import { TagsField } from './TagsField';

interface ForAllLinesProps {
  slug: string;
  imported: Import;
  draft: Draft;
  change: (facts: Partial<Draft>) => void;
}

/** What every line of the file gets besides its own cells: tags, an owner, where the file is from, how old it is. */
export function ForAllLines({ imported, draft, change }: ForAllLinesProps) {
  const t = useText();
  const asksForAge = draft.columns.some(({ field, policy }) => field !== null && policy === 'newest');
  return (
    <section className={styles.all} aria-label={t('forAll.title')}>
      <h2>{t('forAll.title')}</h2>
      <p>{t('forAll.detail')}</p>
      {imported.kind === 'contact' && (
        <>
          <TagsField tags={draft.tags} onChange={(tags) => change({ tags })} />
          <Owner value={draft.owner_id} onChange={(owner_id) => change({ owner_id })} />
        </>
      )}
      <Textarea
        label={t('forAll.note')}
        description={t('forAll.noteHint')}
        autosize={false}
        rows={2}
        maxLength={2000}
        value={draft.note}
        onChange={(event) => change({ note: event.currentTarget.value })}
      />
      {asksForAge && (
        <TextInput
          type="date"
          label={t('forAll.age')}
          description={t('forAll.ageHint', { when: day(dayOf(imported.created_at)) })}
          value={draft.as_of === null ? '' : dayOf(draft.as_of)}
          max={dayOf(imported.created_at)}
          onChange={(event) => change({ as_of: instantOf(event.currentTarget.value) })}
        />
      )}
    </section>
  );
}

function Owner({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const t = useText();
  const people = usePeople()?.members ?? [];
  return (
    <NativeSelect
      label={t('forAll.owner')}
      description={t('forAll.ownerHint')}
      value={value ?? ''}
      data={[{ value: '', label: t('forAll.nobody') }, ...people.map(({ id, name }) => ({ value: id, label: name }))]}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}

/** The calendar day of an instant where the person is: "2026-01-31". */
function dayOf(iso: string): string {
  const at = new Date(iso);
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** The beginning of a day where the person is; null where none is chosen. */
function instantOf(date: string): string | null {
  return date === '' ? null : new Date(`${date}T00:00:00`).toISOString();
}
