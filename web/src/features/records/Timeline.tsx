import type { Field, FieldChange, Note, TimelineEntry, Value } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRights } from '@/lib/permissions';
import { When } from '@/ui/marks';
import { ErrorState, Skeleton } from '@/ui/states';
import { timelineOptions, type Target } from '@/records/calls';
import type { RecordFields } from '@/records/fields';
import { NoteEntry } from './notes/NoteEntry';
import { NoteForm } from './notes/NoteForm';
import { add, drafts, notesOptions } from './notes/notes';
import notesStyles from './notes/Notes.module.css';
import { useText } from './text';
import { useValueWords } from '@/records/Value';
import { useText as useValueText } from '@/records/text';
import styles from './Timeline.module.css';

/** What happened to a record, newest first: who, what, before and after, and the file and line; notes among it. */
export function Timeline({ target, fields }: { target: Target; fields: RecordFields }) {
  const { may } = useRights();
  const mayWrite = may(target.kind === 'contact' ? 'addContactNote' : 'addCompanyNote');
  return (
    <>
      {mayWrite && (
        <div className={notesStyles.box}>
          <NoteForm
            key={target.id}
            first={drafts.get(target.id) ?? ''}
            save={(text) => add(target, text)}
            onDraft={(text) => (text === '' ? drafts.delete(target.id) : drafts.set(target.id, text))}
          />
        </div>
      )}
      <Entries target={target} fields={fields} />
    </>
  );
}

function Entries({ target, fields }: { target: Target; fields: RecordFields }) {
  const t = useText();
  const { data: notes } = useQuery(notesOptions(target));
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(timelineOptions(target));
  if (error !== null && data === undefined) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton lines={6} />;
  const entries = merged(data.pages.flatMap((page) => page.items), notes ?? [], hasNextPage);
  if (entries.length === 0) return <p className={styles.none}>{t('timeline.empty')}</p>;
  return (
    <>
      <ol className={styles.list}>
        {entries.map((entry) =>
          'text' in entry ? (
            <NoteEntry key={entry.id} target={target} note={entry} />
          ) : (
            <Entry key={`${entry.operation.id}:${entry.action}`} slug={target.slug} fields={fields} entry={entry} />
          ),
        )}
      </ol>
      {hasNextPage && (
        <Button loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('timeline.more')}
        </Button>
      )}
    </>
  );
}

/** Notes at their time among the changes; those older than the last change that is loaded wait for it. */
function merged(changes: readonly TimelineEntry[], notes: readonly Note[], more: boolean): (TimelineEntry | Note)[] {
  const at = (entry: TimelineEntry | Note) => Date.parse('text' in entry ? entry.created_at : entry.at);
  const last = changes.at(-1);
  const shown = more && last !== undefined ? notes.filter((note) => at(note) >= at(last)) : notes;
  return [...changes, ...shown].toSorted((one, other) => at(other) - at(one));
}

function fieldOf({ own, archived }: RecordFields, key: string): Field | undefined {
  return own.find((field) => field.key === key) ?? archived.find((field) => field.key === key);
}

function Entry({ slug, fields, entry }: { slug: string; fields: RecordFields; entry: TimelineEntry }) {
  const t = useText();
  const labelOf = (key: string) => fieldOf(fields, key)?.label ?? key;
  const taken = entry.merged.map((one) => one.label || t('timeline.nameless'));
  const words =
    taken.length > 0
      ? t('timeline.merged', { names: taken.join(', ') })
      : entry.action !== 'update'
        ? t(`timeline.${entry.action}`)
        : entry.fields.length === 0
          ? t('timeline.confirmed')
          : t('timeline.update', { fields: entry.fields.map((one) => labelOf(one.field)).join(', ') });
  return (
    <li className={styles.entry}>
      <div className={styles.when}>
        <When at={entry.at} />
      </div>
      <div className={styles.what}>
        <p>
          <strong>{entry.operation.actor_name}</strong> {words}
        </p>
        {entry.action === 'update' && entry.fields.length > 0 && (
          <ul className={styles.changes}>
            {entry.fields.map((change) => (
              <Change key={change.field} change={change} fields={fields} named={entry.fields.length > 1} />
            ))}
          </ul>
        )}
        <p className={styles.source}>
          <Source slug={slug} entry={entry} />
        </p>
      </div>
    </li>
  );
}

function Source({ slug, entry }: { slug: string; entry: TimelineEntry }) {
  const t = useValueText();
  // An edit by hand is already told in full: its summary would say it twice.
  if (entry.line === null || entry.line === undefined) return entry.operation.kind === 'edit' ? null : entry.operation.summary;
  return (
    <Link to="/w/$slug/imports/$id" params={{ slug, id: entry.line.import_id }} className={styles.link}>
      {t('source.line', { filename: entry.line.filename, line: entry.line.line_no })}
    </Link>
  );
}

function Change({ change, fields, named }: { change: FieldChange; fields: RecordFields; named: boolean }) {
  const t = useText();
  const valueWords = useValueWords();
  const field = fieldOf(fields, change.field);
  const { before, after } = change;
  const words = (value: Value | null) => (value === null ? t('timeline.nothing') : valueWords(field, value));
  return (
    <li>
      {named && <span className={styles.before}>{field?.label ?? change.field}: </span>}
      <span className={styles.before}>{words(before)}</span>{' '}
      <span className={styles.before} aria-label={t('timeline.became')} role="img">
        →
      </span>{' '}
      <span className={styles.after}>{words(after)}</span>
    </li>
  );
}
