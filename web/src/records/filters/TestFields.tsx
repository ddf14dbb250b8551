import type { RecordKind } from '@leadgen/client';
import { NativeSelect, TextInput } from '@mantine/core';
import { fieldOf, withOp, type Known } from './known';
import { Operand } from './Operand';
import { Pick } from './One';
import type { Simple } from './tree';
import { useText } from './text';
import { useChoices } from './useNames';
import { opWords, termLabel } from './useWords';
import styles from './Filters.module.css';

interface TestFieldsProps {
  slug: string;
  kind: RecordKind;
  known: Known;
  simple: Simple;
  onChange: (simple: Simple) => void;
}

/** The controls of one test: what is asked, and of which value. */
export function TestFields({ slug, kind, known, simple, onChange }: TestFieldsProps) {
  const t = useText();
  const { leaf, hop, not } = simple;
  const of = hop ?? kind;
  if ('term' in leaf) return <TermFields slug={slug} kind={of} known={known} simple={simple} onChange={onChange} />;
  const field = fieldOf(known, of, leaf);
  if (field === undefined) return <p className={styles.hint}>{t('goneDetail')}</p>;
  const words = (op: string) => `${not ? `${t('not')} ` : ''}${opWords(t, field, op)}`;
  return (
    <>
      <NativeSelect
        aria-label={t('edit.operator')}
        value={leaf.op}
        data={field.operators.map((op) => ({ value: op, label: words(op) }))}
        onChange={(event) => onChange({ ...simple, leaf: withOp(known, leaf, event.currentTarget.value) })}
      />
      <div className={styles.operand}>
        <Operand key={`${leaf.field} ${leaf.op}`} slug={slug} kind={of} known={known} field={field} test={leaf} onValue={(value) => onChange({ ...simple, leaf: { ...leaf, value } })} />
      </div>
    </>
  );
}

function TermFields({ slug, kind, known, simple, onChange }: TestFieldsProps) {
  const t = useText();
  const { leaf, not } = simple;
  const term = 'term' in leaf ? leaf.term : '';
  const options = known.terms.find(({ name }) => name === term)?.options ?? null;
  const asked = useChoices(slug, kind, term);
  const choices = options ?? asked;
  const tell = (value: unknown) => onChange({ ...simple, leaf: { term, value } });
  const isPicked = options !== null || term === 'in_segment' || term === 'operation';
  return (
    <>
      <NativeSelect
        aria-label={t('edit.operator')}
        value={String(not)}
        data={[{ value: 'false', label: t('termOps.is') }, { value: 'true', label: t('termOps.isNot') }]}
        onChange={(event) => onChange({ ...simple, not: event.currentTarget.value === 'true' })}
      />
      {isPicked && choices !== null && <Pick label={termLabel(t, term)} value={leaf.value} choices={choices} onValue={tell} />}
      {!isPicked && <TextInput label={termLabel(t, term)} value={String(leaf.value ?? '')} onChange={(event) => tell(event.currentTarget.value || undefined)} data-autofocus />}
    </>
  );
}
