import type { ImportLine, LineVerdict, RecordKind } from '@leadgen/client';
import { Link } from '@tanstack/react-router';
import type { MouseEvent } from 'react';
import { count } from '@/lib/format';
import { Status } from '@/ui/marks';
import { useText } from '../text';
import { CellEditor } from './CellEditor';
import type { LastColumn, LineColumn } from './lineColumns';
import { VERDICT_TONES } from './verdicts';
import type { LineKeys } from './useLineKeys';
import { textOf } from './useLines';

interface LineCellsProps {
  slug: string;
  kind: RecordKind;
  line: ImportLine;
  row: number;
  columns: readonly LineColumn[];
  last: LastColumn;
  /** The verdict of the list; a mended line may have another by now. */
  verdict: LineVerdict;
  isSaving: boolean;
  /** Null where the lines are only read. */
  keys: LineKeys | null;
}

/** The cells of one line: as the file has them, or as somebody mended them. A bad one is marked and carries its sentence. */
export function LineCells({ slug, kind, line, row, columns, last, verdict, isSaving, keys }: LineCellsProps) {
  const t = useText();
  const role = keys === null ? 'cell' : 'gridcell';
  const why = `why-${line.line_no}`;
  return (
    <>
      <td role={keys === null ? 'cell' : 'rowheader'} data-number>
        {count(line.line_no)}
      </td>
      {columns.map((column, place) => (
        <Cell key={column.index} line={line} row={row} place={place} column={column} role={role} why={why} keys={keys} />
      ))}
      {last !== null && (
        <td
          role={role}
          id={why}
          data-last={last}
          title={line.problems.map(({ message }) => message).join('\n')}
          {...(last === 'wrong' && keys !== null && { onClick: () => keys.lead(row) })}
        >
          {line.verdict === verdict || isSaving ? (
            <Last slug={slug} kind={kind} line={line} last={last} />
          ) : (
            <Status tone={VERDICT_TONES[line.verdict]}>{t(`review.${line.verdict}`)}</Status>
          )}
        </td>
      )}
    </>
  );
}

interface CellProps extends Pick<LineCellsProps, 'line' | 'row' | 'keys'> {
  place: number;
  column: LineColumn;
  role: string;
  /** The id of what says what is wrong. */
  why: string;
}

function Cell({ line, row, place, column: { index, label }, role, why, keys }: CellProps) {
  const t = useText();
  const text = textOf(line, index);
  const isFixed = line.fixed[index] !== undefined;
  const problem = line.problems.find(({ column }) => column === index)?.message;
  const isEdited = keys?.editing?.row === row && keys.editing.column === place;
  const isActive = keys?.active.row === row && keys.active.column === place;
  const words = text === '' && (problem !== undefined || isFixed) ? t(isFixed ? 'review.leftOut' : 'review.empty') : text;
  return (
    <td
      role={role}
      data-label={label}
      data-bad={problem !== undefined || undefined}
      data-fixed={isFixed || undefined}
      data-empty={text === '' || undefined}
      data-editing={isEdited || undefined}
      title={isEdited ? undefined : isFixed ? t('review.inFile', { text: line.cells[index] ?? '' }) : (problem ?? text)}
      {...(keys !== null && {
        'data-spot': `${row}:${place}`,
        tabIndex: isActive && !isEdited ? 0 : -1,
        'aria-invalid': problem !== undefined || undefined,
        'aria-describedby': problem === undefined ? undefined : why,
        onClick: ({ nativeEvent }: MouseEvent) => (isTouch(nativeEvent) ? keys.edit : keys.choose)({ row, column: place }),
        onDoubleClick: () => keys.edit({ row, column: place }),
      })}
    >
      {isEdited ? (
        <CellEditor
          label={t('review.cellOf', { label, line: count(line.line_no) })}
          initial={keys.editing?.typed ?? text}
          onSave={keys.save}
          onCancel={keys.cancel}
        />
      ) : (
        words
      )}
    </td>
  );
}

/** A finger opens a cell at once; it has no double click. */
function isTouch(event: globalThis.MouseEvent): boolean {
  return event instanceof PointerEvent && event.pointerType === 'touch';
}

function Last({ slug, kind, line, last }: Pick<LineCellsProps, 'slug' | 'kind' | 'line' | 'last'>) {
  const t = useText();
  return (
    <>
      {line.problems.map(({ message }) => message).join('. ')}
      {last === 'meets' && <Meets slug={slug} kind={kind} line={line} />}
      {last === 'record' && line.record_id !== null && (
        <Link
          to={kind === 'contact' ? '/w/$slug/contacts' : '/w/$slug/companies'}
          params={{ slug }}
          search={{ record: line.record_id }}
          aria-label={t('review.openRecord', { line: count(line.line_no) })}
        >
          {t('review.open')}
        </Link>
      )}
    </>
  );
}

/** Whom the line may be about: a look at each decides, outside of the import. */
function Meets({ slug, kind, line }: Pick<LineCellsProps, 'slug' | 'kind' | 'line'>) {
  const t = useText();
  return line.meets.map(({ id, name }, at) => (
    <span key={id}>
      {at > 0 && ', '}
      <Link to={kind === 'contact' ? '/w/$slug/contacts' : '/w/$slug/companies'} params={{ slug }} search={{ record: id }}>
        {name || t('review.nameless')}
      </Link>
    </span>
  ));
}
