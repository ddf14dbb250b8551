import { useText } from '../text';
import type { LastColumn, LineColumn } from './lineColumns';

export function LinesHead({ columns, last }: { columns: readonly LineColumn[]; last: LastColumn }) {
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
            {t(`review.${last}`)}
          </th>
        )}
      </tr>
    </thead>
  );
}
