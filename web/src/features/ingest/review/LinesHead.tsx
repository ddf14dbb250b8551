import type { RecordKind } from '@leadgen/client';
import { useText } from '../text';
import type { LastColumn, LineColumn } from './lineColumns';

interface LinesHeadProps {
  kind: RecordKind;
  columns: readonly LineColumn[];
  last: LastColumn;
}

export function LinesHead({ kind, columns, last }: LinesHeadProps) {
  const t = useText();
  return (
    <thead role="rowgroup">
      <tr role="row" aria-rowindex={1}>
        <th role="columnheader" data-number>
          {t('review.line')}
        </th>
        {columns.map(({ index, header, label }) => (
          <th key={index} role="columnheader" title={header}>
            {label}
          </th>
        ))}
        {last !== null && (
          <th role="columnheader" data-last>
            {t(last === 'record' ? `review.${kind}` : `review.${last}`)}
          </th>
        )}
      </tr>
    </thead>
  );
}
