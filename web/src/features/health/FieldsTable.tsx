import type { DataHealth } from '@leadgen/client';
import { all as listed } from '@/lib/format';
import list from '@/ui/list.module.css';
import { FieldRow, LEVELS } from './FieldRow';
import { useText } from './text';
import styles from './Health.module.css';

/** A row for each field that holds anything; the others are named below. */
export function FieldsTable({ slug, health }: { slug: string; health: DataHealth }) {
  const t = useText();
  const held = health.fields.filter(({ filled }) => filled.count > 0);
  const bare = health.fields.filter(({ filled }) => filled.count === 0);
  return (
    <>
      <div className={list.box}>
        <table className={`${list.list} ${styles.table}`} role="table" aria-label={t(`${health.kind}.fields`)}>
          <thead className={list.head} role="rowgroup">
            <tr className={list.row} role="row">
              <th role="columnheader">{t('column.field')}</th>
              <th role="columnheader">{t('column.share')}</th>
              {LEVELS.map((level) => (
                <th key={level} role="columnheader" className={list.number} title={t(`means.${level}`)}>
                  {t(`column.${level}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className={list.body} role="rowgroup">
            {held.map((field) => (
              <FieldRow key={field.key} slug={slug} health={health} field={field} />
            ))}
          </tbody>
        </table>
      </div>
      {bare.length > 0 && (
        <details className={styles.bare}>
          <summary>
            {t('nothing')} <span>{bare.length}</span>
          </summary>
          <p>{listed(bare.map(({ label }) => label))}</p>
        </details>
      )}
    </>
  );
}
