import type { Field, ImportColumn, ImportPolicy } from '@leadgen/client';
import { Select } from '@mantine/core';
import { Status, type Tone } from '@/ui/marks';
import { useText } from '../text';
import styles from './columns.module.css';
import type { Choice } from './draft';
import { FieldSelect } from './FieldSelect';

const POLICIES: readonly ImportPolicy[] = ['fill', 'overwrite', 'never'];

interface ColumnRowProps {
  column: ImportColumn;
  choice: Choice;
  fields: readonly Field[];
  taken: ReadonlyMap<string, string>;
  invalid: boolean;
  onChange: (facts: Partial<Choice>) => void;
  onCreate: () => void;
}

/** One column of the file: what it holds, where it goes, why we think so, what happens to values that are there. */
export function ColumnRow({ column, choice, fields, taken, invalid, onChange, onCreate }: ColumnRowProps) {
  const t = useText();
  const header = useHeader()(column);
  return (
    <tr role="row" className={styles.row} data-out={choice.field === null || undefined}>
      <th role="rowheader" scope="row" className={styles.column}>
        <span className={styles.header}>{header}</span>
        <span className={styles.samples} title={column.samples.join('\n')}>
          {column.samples.length === 0 ? t('columns.noSamples') : column.samples.join('  ·  ')}
        </span>
      </th>
      <td role="cell">
        <FieldSelect
          label={t('columns.field', { header })}
          value={choice.field}
          fields={fields}
          taken={taken}
          invalid={invalid}
          onChange={(field) => onChange({ field })}
          onCreate={onCreate}
        />
      </td>
      <td role="cell" className={styles.why}>
        <Why column={column} choice={choice} />
      </td>
      <td role="cell">
        {choice.field !== null && (
          <Policy header={header} value={choice.policy} onChange={(policy) => onChange({ policy })} />
        )}
      </td>
    </tr>
  );
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
  if (choice.field !== column.field) {
    return (
      <span className={styles.reason}>{t(choice.field === null ? 'columns.byYouOut' : 'columns.byYou')}</span>
    );
  }
  if (choice.field === null) return <span className={styles.reason}>{column.reason || t('columns.leftOut')}</span>;
  const [tone, word] = inWords(column.confidence);
  return (
    <>
      <Status tone={tone}>{t(`columns.${word}`)}</Status>
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
  return (
    <Select
      aria-label={t('columns.policyFor', { header })}
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
  );
}
