import type { ImportLine } from '@leadgen/client';
import { Link } from '@tanstack/react-router';
import { count } from '@/lib/format';
import { useText } from '../text';
import type { LastColumn, LineColumn } from './lineColumns';

interface LineCellsProps {
  slug: string;
  line: ImportLine;
  columns: readonly LineColumn[];
  last: LastColumn;
}

/** The cells of one line as the file has them; a bad one is marked and carries its sentence. */
export function LineCells({ slug, line, columns, last }: LineCellsProps) {
  const t = useText();
  return (
    <>
      <td role="cell" data-number>
        {count(line.line_no)}
      </td>
      {columns.map(({ index, label }) => {
        const text = line.cells[index] ?? '';
        const problem = line.problems.find(({ column }) => column === index)?.message;
        return (
          <td
            key={index}
            role="cell"
            data-label={label}
            data-bad={problem !== undefined || undefined}
            data-empty={text === '' || undefined}
            title={problem ?? text}
          >
            {text === '' && problem !== undefined ? t('review.empty') : text}
          </td>
        );
      })}
      {last !== null && (
        <td role="cell" data-last={last} title={line.problems.map(({ message }) => message).join('\n')}>
          {line.problems.map(({ message }) => message).join('. ')}
          {last === 'record' && line.record_id !== null && (
            <Link
              to="/w/$slug/contacts"
              params={{ slug }}
              search={{ record: line.record_id }}
              aria-label={t('review.openRecord', { line: count(line.line_no) })}
            >
              {t('review.open')}
            </Link>
          )}
        </td>
      )}
    </>
  );
}
