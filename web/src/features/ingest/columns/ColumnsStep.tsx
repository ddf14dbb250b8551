import type { FieldType, Import, ImportColumn } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { count } from '@/lib/format';
import { NewField } from '@/ui/NewField';
import { CancelButton } from '../CancelButton';
import { useText } from '../text';
import { Wizard } from '../Wizard';
import frame from '../Wizard.module.css';
import { ColumnRow, idOf, useHeader } from './ColumnRow';
import styles from './columns.module.css';
import { choiceOf, judge, useDraft, type Verdict } from './draft';
import { Remarks } from './Remarks';
import { useFields } from './useFields';

interface ColumnsStepProps {
  slug: string;
  imported: Import;
}

/** From so many columns without a value on they are folded away: some programs write ninety. */
const WORTH_FOLDING = 3;

/** Step 2: every column of the file and where it goes. */
export function ColumnsStep({ slug, imported }: ColumnsStepProps) {
  const t = useText();
  const header = useHeader();
  const navigate = useNavigate();
  const fields = useFields(slug);
  const { draft, changeColumn } = useDraft(imported);
  const [creatingFor, setCreatingFor] = useState<ImportColumn | null>(null);
  const [allShown, setAllShown] = useState(false);
  const verdict = judge(draft, fields, imported);
  const taken = new Map(
    draft.columns.flatMap(({ index, field }) => {
      const column = imported.columns.find((one) => one.index === index);
      return field === null || column === undefined ? [] : [[field, header(column)] as const];
    }),
  );
  const choices = imported.columns.map(
    (column) => [column, draft.columns.find(({ index }) => index === column.index) ?? choiceOf(column)] as const,
  );
  const blank = choices.filter(([{ samples }, choice]) => samples.length === 0 && choice.field === null && !choice.opt_out);
  const isShort = !allShown && blank.length >= WORTH_FOLDING;
  const shown = isShort ? choices.filter((one) => !blank.includes(one)) : choices;
  const go = (step: 'file' | 'matching') =>
    void navigate({ to: '/w/$slug/imports/$id', params: { slug, id: imported.id }, search: { step } });
  return (
    <Wizard
      slug={slug}
      step="columns"
      imported={imported}
      action={<CancelButton slug={slug} imported={imported} />}
      footer={
        <>
          <Say verdict={verdict} imported={imported} />
          <Button onClick={() => go('file')}>{t('step.back')}</Button>
          <Button variant="filled" disabled={verdict.isEmpty} onClick={() => go('matching')}>
            {t('columns.next')}
          </Button>
        </>
      }
    >
      <Remarks slug={slug} imported={imported} />
      <table className={styles.table} role="table" aria-label={t('columns.caption')}>
        <thead role="rowgroup">
          <tr role="row" className={styles.row}>
            <th role="columnheader">{t('columns.inFile')}</th>
            <th role="columnheader">{t('columns.goesTo')}</th>
            <th role="columnheader">{t('columns.confidence')}</th>
            <th role="columnheader">{t('columns.policy')}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {shown.map(([column, choice]) => (
            <ColumnRow
              key={column.index}
              column={column}
              choice={choice}
              fields={fields}
              taken={taken}
              onChange={(facts) => changeColumn(column.index, facts)}
              onCreate={() => setCreatingFor(column)}
            />
          ))}
        </tbody>
      </table>
      {isShort && (
        <div className={styles.folded}>
          <Button variant="subtle" color="gray" onClick={() => setAllShown(true)}>
            {t('columns.blank', { count: blank.length, n: count(blank.length) })}
          </Button>
        </div>
      )}
      {creatingFor !== null && (
        <NewField
          slug={slug}
          label={creatingFor.header}
          type={typeOf(creatingFor)}
          onClose={() => {
            setCreatingFor(null);
            // The dialog was opened from a list that is gone: the focus goes back to its control.
            requestAnimationFrame(() => document.getElementById(idOf(creatingFor))?.focus());
          }}
          onCreated={({ key }) => changeColumn(creatingFor.index, { field: key, opt_out: false })}
        />
      )}
    </Wizard>
  );
}

/** The type that the values of a column look like. */
function typeOf({ date_order, decimal, yes_words }: ImportColumn): FieldType {
  if (date_order !== null) return 'date';
  if (decimal !== null) return 'decimal';
  return (yes_words?.length ?? 0) > 0 ? 'boolean' : 'text';
}

/** The live sentence: what goes in, and what is missing. */
function Say({ verdict: { going, isEmpty, twice, keys }, imported }: { verdict: Verdict; imported: Import }) {
  const t = useText();
  const header = useHeader();
  const nameOf = (index: number) => imported.columns.filter((column) => column.index === index).map(header).join();
  const total = imported.columns.length;
  if (isEmpty) return <Sentence problem>{t('columns.problemNone')}</Sentence>;
  const sentences = [t(going === total ? 'columns.goingAll' : 'columns.going', { count: going, n: count(going), total: count(total) })];
  if (twice !== null) {
    const [first = '', second = ''] = twice.columns.map((index) => nameOf(index));
    sentences.push(t('columns.twice', { label: twice.field.label, first, second }));
  } else if (imported.kind === 'contact' && !keys.includes('email')) {
    const others = keys.map((key) => t(`matching.key.${key}`)).join(t('matching.or'));
    sentences.push(keys.length === 0 ? t('columns.noKey') : t('columns.noEmail', { keys: others }));
  }
  return <Sentence>{sentences.join(' ')}</Sentence>;
}

function Sentence({ children, problem }: { children: React.ReactNode; problem?: boolean }) {
  return (
    <p className={frame.say} role="status">
      <span data-problem={problem}>{children}</span>
    </p>
  );
}
