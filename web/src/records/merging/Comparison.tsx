import type { Field, MergeChoice, MergePreview, Row } from '@leadgen/client';
import { VisuallyHidden } from '@mantine/core';
import { lazy, Suspense, useRef } from 'react';
import type { RecordFields } from '../fields';
import { useGlance } from '../useGlance';
import { ComparedField } from './ComparedField';
import { ComparedHead } from './ComparedHead';
import styles from './Comparison.module.css';
import { sorted } from './sorting';
import { useText } from './text';
import { useCells } from './useCells';

const Glance = lazy(async () => ({ default: (await import('../Glance')).Glance }));

interface ComparisonProps {
  slug: string;
  fields: RecordFields;
  /** In an order that does not change when another one stays: nothing jumps. */
  records: readonly Row[];
  preview: MergePreview;
  /** Those that do not take part. */
  out?: ReadonlySet<string>;
  /** Absent where nothing is to be decided. */
  onKeep?: ((id: string) => void) | undefined;
  onPick?: ((field: string, id: string) => void) | undefined;
  onOut?: ((id: string) => void) | undefined;
}

interface Line {
  field: Field;
  choice: MergeChoice;
  /** The records differ in it: a value is picked. */
  isOpen: boolean;
}

const NONE: ReadonlySet<string> = new Set();

/** Records side by side: a column each, a line for each field, and which value stays. Arrows move, Enter picks. */
export function Comparison({ slug, fields, records, preview, out = NONE, onKeep, onPick, onOut }: ComparisonProps) {
  const t = useText();
  const groups = linesOf(preview, fields);
  const lines = groups.flatMap((group) => group.lines);
  const grid = useRef<HTMLDivElement>(null);
  const cells = useCells({
    grid,
    size: { rows: lines.length, columns: records.length },
    onEnter: ({ row, column }) => {
      const record = records[column];
      if (record === undefined || out.has(record.id)) return;
      const line = lines[row];
      if (line === undefined) onKeep?.(record.id);
      else if (line.isOpen && record.values[line.choice.field] !== undefined) onPick?.(line.choice.field, record.id);
    },
    onOut: (column) => records[column] !== undefined && onOut?.(records[column].id),
  });
  const { glance, onKey, listeners } = useGlance(false);
  const seen = glance === null ? undefined : { record: records[glance.spot.column], line: lines[glance.spot.row] };
  const { notes, contacts } = preview.moves;
  return (
    <>
      <div
        {...listeners}
        ref={grid}
        role="grid"
        aria-label={t('grid')}
        className={styles.grid}
        style={{ '--records': records.length }}
        onClick={cells.onClick}
        onKeyDown={(event) => {
          onKey();
          cells.onKeyDown(event);
        }}
      >
        <div role="row" className={styles.heads}>
          <span role="columnheader" className={styles.corner}>
            <VisuallyHidden>{t('field')}</VisuallyHidden>
          </span>
          {records.map((record, column) => (
            <ComparedHead
              key={record.id}
              slug={slug}
              fields={fields}
              record={record}
              number={column + 1}
              because={record.id === preview.keep ? preview.because : null}
              isOut={out.has(record.id)}
              cell={cells.cell({ row: -1, column })}
              onKeep={onKeep}
              onOut={records.length > 2 || out.has(record.id) ? onOut : undefined}
            />
          ))}
        </div>
        {groups.map(({ name, lines: some, from }) => (
          <div key={name} role="rowgroup" aria-label={t(name)} className={styles.group} data-group={name}>
            <p className={styles.part} aria-hidden>
              {t(name)}
            </p>
            {some.map(({ field, choice, isOpen }, at) => (
              <ComparedField
                key={field.key}
                field={field}
                choice={choice}
                records={records}
                isOpen={isOpen}
                out={out}
                cell={(column) => cells.cell({ row: from + at, column })}
                mayPick={onPick !== undefined}
              />
            ))}
          </div>
        ))}
      </div>
      {(notes > 0 || contacts > 0) && (
        <p className={styles.moves}>
          {notes > 0 && t('notes', { count: notes })} {contacts > 0 && t('contacts', { count: contacts })}
        </p>
      )}
      <Suspense fallback={null}>
        {glance !== null && seen?.record !== undefined && seen.line !== undefined && (
          <Glance cell={glance.cell} target={{ slug, kind: fields.kind, id: seen.record.id }} field={seen.line.field} />
        )}
      </Suspense>
    </>
  );
}

interface LineGroup {
  name: 'differs' | 'unites' | 'rest';
  lines: readonly Line[];
  /** The place of its first line among all. */
  from: number;
}

/** What is to be decided first; fields that were put away are left out. */
function linesOf(preview: MergePreview, fields: RecordFields): readonly LineGroup[] {
  const parts = sorted(preview);
  let from = 0;
  return (['differs', 'unites', 'rest'] as const).flatMap((name) => {
    const lines = parts[name].flatMap((choice): readonly Line[] => {
      const field = fields.columns.find(({ key }) => key === choice.field) ?? fields.own.find(({ key }) => key === choice.field);
      return field === undefined ? [] : [{ field, choice, isOpen: name === 'differs' }];
    });
    const group = { name, lines, from };
    from += lines.length;
    return lines.length === 0 ? [] : [group];
  });
}
