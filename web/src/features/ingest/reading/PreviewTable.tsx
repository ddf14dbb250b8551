import { useText } from '../text';
import styles from './reading.module.css';

interface PreviewTableProps {
  label: string;
  /** Null where it is not known which row it is. */
  header: readonly string[] | null;
  rows: readonly (readonly string[])[];
  /** Other rows are on their way. */
  busy?: boolean;
}

/** The first lines as a table; what is wider than the screen scrolls inside. */
export function PreviewTable({ label, header, rows, busy = false }: PreviewTableProps) {
  const t = useText();
  const width = Math.max(header?.length ?? 0, ...rows.map(({ length }) => length));
  const columns = Array.from({ length: width }, (_, at) => at);
  return (
    <div className={styles.preview} tabIndex={0} role="region" aria-label={label} aria-busy={busy}>
      <table aria-label={label}>
        {header !== null && (
          <thead>
            <tr>
              {columns.map((at) => (
                <th key={at} scope="col" data-unnamed={(header[at] ?? '').trim() === '' || undefined}>
                  {(header[at] ?? '').trim() === '' ? t('columns.noHeader', { n: at + 1 }) : header[at]}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {rows.map((row, line) => (
            <tr key={line}>
              {columns.map((at) => (
                <td key={at} title={row[at]}>
                  {row[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
