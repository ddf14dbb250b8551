import { all, count, credits } from '@/lib/format';
import { useFields } from '@/records/fields';
import type { ProviderReport, EnrichmentRun, FieldReport } from '@/records/enriching/shapes';
import list from '@/ui/list.module.css';
import styles from './Enrich.module.css';
import { useText } from './text';

const COUNTS = ['found', 'unknown', 'failed', 'skipped'] as const;

/** What came of each field, and of each provider that was asked. */
export function Report({ slug, run: { kind, by_field: fields, by_enricher: enrichers } }: { slug: string; run: EnrichmentRun }) {
  const t = useText();
  const own = useFields(slug, kind).own;
  const others = useFields(slug, kind === 'contact' ? 'company' : 'contact').own;
  const labelOf = (key: string) => [...own, ...others].find((field) => field.key === key)?.label ?? key;
  if (fields.length === 0) return null;
  const untouched = fields.filter(isUntouched).map(({ field }) => labelOf(field));
  const rows = fields.filter((one) => !isUntouched(one)).map((one) => ({ ...one, key: one.field, name: labelOf(one.field) }));
  return (
    <section aria-label={t('report')} className={styles.report}>
      {rows.length > 0 && <Figures title={t('byField')} first={t('field')} rows={rows} />}
      {untouched.length > 0 && <p className={styles.muted}>{t('untouched', { fields: all(untouched) })}</p>}
      {enrichers.length > 0 && (
        <Figures title={t('byEnricher')} first={t('enricher')} rows={enrichers.map((one) => ({ ...one, key: one.enricher, name: one.label }))} />
      )}
    </section>
  );
}

/** Nobody was asked for it: every record has it. */
function isUntouched({ found, unknown, failed, skipped }: FieldReport): boolean {
  return skipped > 0 && found + unknown + failed === 0;
}

type RowFigures = (FieldReport | ProviderReport) & { key: string; name: string };

function Figures({ title, first, rows }: { title: string; first: string; rows: readonly RowFigures[] }) {
  const t = useText();
  return (
    <div className={list.box}>
      <table className={`${list.list} ${styles.figures}`} role="table" aria-label={title}>
        <thead className={list.head} role="rowgroup">
          <tr className={list.row} role="row">
            <th role="columnheader">{first}</th>
            {COUNTS.map((one) => (
              <th key={one} role="columnheader" className={list.number}>{t(one)}</th>
            ))}
            <th role="columnheader" className={list.number}>{t('cost')}</th>
            <th role="columnheader" className={list.number}>{t('each')}</th>
          </tr>
        </thead>
        <tbody className={list.body} role="rowgroup">
          {rows.map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row }: { row: RowFigures }) {
  const t = useText();
  const each = row.cost_per_found;
  return (
    <tr className={list.row} role="row">
      <th role="rowheader" scope="row" className={`${list.wide} ${list.name}`}>
        {row.name}
      </th>
      {COUNTS.map((one) => {
        const n = row[one];
        return (
          <td key={one} role="cell" className={list.number} data-label={t(one)}>
            <span className={n === 0 ? list.zero : undefined}>{count(n)}</span>
          </td>
        );
      })}
      <td role="cell" className={list.number} data-label={t('cost')}>
        <span className={row.cost === 0 ? list.zero : undefined}>{credits(row.cost)}</span>
      </td>
      <td role="cell" className={list.number} data-label={t('each')}>
        <span className={each === null || each === 0 ? list.zero : undefined}>{each === null ? t('none') : credits(each)}</span>
      </td>
    </tr>
  );
}
