import type { Field, ImportColumn, ImportPolicy } from '@leadgen/client';
import { Select } from '@mantine/core';
import { percent } from '@/lib/format';
import { Status, type Tone } from '@/ui/marks';
import { useText } from '../text';
import styles from './columns.module.css';
import { POLICIES, type Choice } from './draft';
import { Dormant } from './Dormant';
import { FieldSelect } from './FieldSelect';
import { HowRead } from './HowRead';

interface ColumnRowProps {
  column: ImportColumn;
  choice: Choice;
  fields: readonly Field[];
  taken: ReadonlyMap<string, string>;
  onChange: (facts: Partial<Choice>) => void;
  onCreate: () => void;
}

/** One column of the file: what it holds, where it goes, why we think so, what happens to values that are there. */
export function ColumnRow({ column, choice, fields, taken, onChange, onCreate }: ColumnRowProps) {
  const t = useText();
  const header = useHeader()(column);
  const field = fields.find(({ key }) => key === choice.field);
  return (
    <tr role="row" className={styles.row} data-out={(choice.field === null && !choice.opt_out) || undefined}>
      <th role="rowheader" scope="row" className={styles.column}>
        <span className={styles.header}>{header}</span>
        <span className={styles.samples} title={column.samples.join('\n')}>
          {column.samples.length === 0 ? t('columns.noSamples') : column.samples.map((sample) => sample.replaceAll(/\s+/g, ' ')).join('  ·  ')}
        </span>
      </th>
      <td role="cell">
        <FieldSelect
          id={idOf(column)}
          label={t('columns.field', { header })}
          value={choice}
          fields={fields}
          alternatives={column.alternatives}
          taken={taken}
          onChange={onChange}
          onCreate={onCreate}
        />
        <HowRead column={column} choice={choice} field={field} header={header} onChange={onChange} />
      </td>
      <td role="cell" className={styles.why}>
        <Why column={column} choice={choice} />
      </td>
      <td role="cell">
        {choice.field !== null && (
          <>
            <span className={styles.asked} aria-hidden>
              {t('columns.policy')}
            </span>
            <Policy header={header} value={choice.policy} onChange={(policy) => onChange({ policy })} />
          </>
        )}
      </td>
    </tr>
  );
}

/** Of the control that says where a column goes. */
export function idOf({ index }: Pick<ImportColumn, 'index'>): string {
  return `column-${index}`;
}

/** The name of a column: its header, or its place where the header is blank. */
export function useHeader(): (column: Pick<ImportColumn, 'header' | 'index'>) => string {
  const t = useText();
  return ({ header, index }) => (header.trim() === '' ? t('columns.noHeader', { n: index + 1 }) : header);
}

const SURE = 0.9;
const LIKELY = 0.7;

function Why({ column, choice }: Pick<ColumnRowProps, 'column' | 'choice'>) {
  const t = useText();
  const isProposed = choice.field === column.field && choice.opt_out === column.opt_out;
  if (!isProposed) {
    const isOut = choice.field === null && !choice.opt_out;
    return (
      <>
        {column.sensitive && !isOut && <Status tone="warn">{t('columns.sensitive')}</Status>}
        <span className={styles.reason}>{t(isOut ? 'columns.byYouOut' : 'columns.byYou')}</span>
      </>
    );
  }
  if (choice.field === null && !choice.opt_out) {
    return (
      <>
        {column.sensitive && <Status tone="warn">{t('columns.sensitive')}</Status>}
        <span className={styles.reason}>{column.reason || t('columns.leftOut')}</span>
      </>
    );
  }
  if (column.confidence === 0) return <span className={styles.reason}>{column.reason}</span>;
  const [tone, word] = inWords(column.confidence);
  return (
    <>
      <Status tone={tone}>
        {t(`columns.${word}`)} <span className={styles.percent}>{percent(column.confidence)}</span>
      </Status>
      <span className={styles.reason}>{column.reason}</span>
    </>
  );
}

function inWords(confidence: number): [Tone, 'sure' | 'likely' | 'guess'] {
  if (confidence >= SURE) return ['good', 'sure'];
  return confidence >= LIKELY ? ['quiet', 'likely'] : ['warn', 'guess'];
}

interface PolicyProps {
  header: string;
  value: ImportPolicy;
  onChange: (policy: ImportPolicy) => void;
}

function Policy({ header, value, onChange }: PolicyProps) {
  const t = useText();
  const label = t('columns.policyFor', { header });
  return (
    <Dormant label={label} value={t(`columns.${value}`)} quiet>
      {(isOpen) => (
        <Select
          autoFocus
          defaultDropdownOpened={isOpen}
          aria-label={label}
          value={value}
          data={POLICIES.map((policy) => ({ value: policy, label: t(`columns.${policy}`) }))}
          onChange={(chosen) => chosen !== null && onChange(chosen)}
          allowDeselect={false}
          withScrollArea={false}
          comboboxProps={{ keepMounted: false, width: 260, position: 'bottom-end' }}
          className={`${styles.select} ${styles.quiet}`}
          renderOption={({ option }) => (
            <span className={styles.option} data-stacked>
              {option.label}
              <small>{t(`columns.${option.value as ImportPolicy}Detail`)}</small>
            </span>
          )}
        />
      )}
    </Dormant>
  );
}
