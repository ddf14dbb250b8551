import type { Import, ImportColumn } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { count } from '@/lib/format';
import { NewField } from '@/ui/NewField';
import { CancelButton } from '../CancelButton';
import { useText } from '../text';
import { Wizard } from '../Wizard';
import frame from '../Wizard.module.css';
import { ColumnRow, useHeader } from './ColumnRow';
import styles from './columns.module.css';
import { judge, useDraft, type Verdict } from './draft';
import { PreviewDialog } from './PreviewDialog';
import { useFields } from './useFields';

interface ColumnsStepProps {
  slug: string;
  imported: Import;
}

/** Step 2: every column of the file and where it goes. */
export function ColumnsStep({ slug, imported }: ColumnsStepProps) {
  const t = useText();
  const header = useHeader();
  const navigate = useNavigate();
  const fields = useFields(slug);
  const { draft, changeColumn } = useDraft(imported);
  const [creatingFor, setCreatingFor] = useState<ImportColumn | null>(null);
  const [previewing, setPreviewing] = useState(false);
  const verdict = judge(draft, imported.columns, fields);
  const twice = verdict.problem?.is === 'twice' ? verdict.problem.columns : [];
  const taken = new Map(
    draft.columns.flatMap(({ index, field }) => {
      const column = imported.columns.find((one) => one.index === index);
      return field === null || column === undefined ? [] : [[field, header(column)] as const];
    }),
  );
  const next = () =>
    void navigate({
      to: '/w/$slug/imports/$id',
      params: { slug, id: imported.id },
      search: { step: 'matching' },
    });
  return (
    <Wizard
      slug={slug}
      step="columns"
      imported={imported}
      action={<CancelButton slug={slug} imported={imported} />}
      footer={
        <>
          <Say verdict={verdict} imported={imported} />
          <Button onClick={() => setPreviewing(true)}>{t('columns.preview')}</Button>
          <Button variant="filled" disabled={verdict.problem !== null} onClick={next}>
            {t('columns.next')}
          </Button>
        </>
      }
    >
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
          {imported.columns.map((column) => (
            <ColumnRow
              key={column.index}
              column={column}
              choice={draft.columns.find(({ index }) => index === column.index) ?? column}
              fields={fields}
              taken={taken}
              invalid={twice.some(({ index }) => index === column.index)}
              onChange={(facts) => changeColumn(column.index, facts)}
              onCreate={() => setCreatingFor(column)}
            />
          ))}
        </tbody>
      </table>
      {creatingFor !== null && (
        <NewField
          slug={slug}
          label={creatingFor.header}
          onClose={() => setCreatingFor(null)}
          onCreated={({ key }) => changeColumn(creatingFor.index, { field: key })}
        />
      )}
      {previewing && <PreviewDialog slug={slug} imported={imported} onClose={() => setPreviewing(false)} />}
    </Wizard>
  );
}

/** The live sentence: what goes in, and what is missing. */
function Say({ verdict: { going, problem, lacksEmail }, imported }: { verdict: Verdict; imported: Import }) {
  const t = useText();
  const header = useHeader();
  const total = imported.columns.length;
  if (problem?.is === 'none') return <Sentence problem>{t('columns.problemNone')}</Sentence>;
  if (problem?.is === 'twice') {
    const [first, second] = problem.columns;
    const values = { label: problem.field.label, first: header(first), second: header(second) };
    return <Sentence problem>{t('columns.problemTwice', values)}</Sentence>;
  }
  const values = { count: going, n: count(going), total: count(total) };
  return (
    <Sentence>
      {t(going === total ? 'columns.goingAll' : 'columns.going', values)}
      {lacksEmail && imported.kind === 'contact' && ` ${t('columns.noEmail')}`}
    </Sentence>
  );
}

function Sentence({ children, problem }: { children: React.ReactNode; problem?: boolean }) {
  return (
    <p className={frame.say} role="status">
      <span data-problem={problem}>{children}</span>
    </p>
  );
}
