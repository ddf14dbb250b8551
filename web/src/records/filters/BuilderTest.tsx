import type { RecordKind } from '@leadgen/client';
import { ActionIcon, NativeSelect } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { firstTest, type Known } from './known';
import { TestFields } from './TestFields';
import { OTHER, ofSimple, simpleOf, type Simple, type Tree } from './tree';
import { useText } from './text';
import { termLabel } from './useWords';
import styles from './Builder.module.css';

interface BuilderTestProps {
  slug: string;
  kind: RecordKind;
  known: Known;
  part: Tree;
  isHopped: boolean;
  onChange: (part: Tree) => void;
  onRemove: () => void;
}

/** One condition in a row: field, what is asked, value. */
export function BuilderTest({ slug, kind, known, part, isHopped, onChange, onRemove }: BuilderTestProps) {
  const t = useText();
  const simple = simpleOf(part);
  if (simple === null) return null;
  const subjects = subjectsOf(t, kind, known, isHopped);
  const chosen = subjects.findIndex(({ leaf, hop }) => hop === simple.hop && nameOf(leaf) === nameOf(simple.leaf));
  const label = subjects[chosen]?.label ?? t('builder.choose');
  return (
    <div className={styles.test} role="group" aria-label={label}>
      <NativeSelect
        aria-label={t('edit.field')}
        className={styles.field ?? ''}
        value={String(chosen)}
        autoFocus={chosen === -1}
        onChange={(event) => {
          const subject = subjects[Number(event.currentTarget.value)];
          if (subject !== undefined) onChange(ofSimple({ hop: subject.hop, not: false, leaf: subject.leaf }));
        }}
      >
        {chosen === -1 && <option value="-1">{t('builder.choose')}</option>}
        {[...new Set(subjects.map(({ group }) => group))].map((group) => (
          <optgroup key={group} label={group}>
            {subjects.map((subject, place) => subject.group === group && <option key={place} value={place}>{subject.label}</option>)}
          </optgroup>
        ))}
      </NativeSelect>
      <div className={styles.fields}>
        {chosen !== -1 && <TestFields slug={slug} kind={kind} known={known} simple={simple} onChange={(next) => onChange(ofSimple(next))} />}
      </div>
      <ActionIcon size={28} aria-label={t('builder.removeTest', { words: label })} onClick={onRemove}>
        <IconX size={16} stroke={1.5} aria-hidden />
      </ActionIcon>
    </div>
  );
}

interface Subject extends Omit<Simple, 'not'> {
  label: string;
  group: string;
}

/** Everything that can be asked here, in groups. */
function subjectsOf(t: ReturnType<typeof useText>, kind: RecordKind, known: Known, isHopped: boolean): Subject[] {
  const fields = (of: RecordKind, hop: RecordKind | null): Subject[] =>
    [...known.fields[of].values()].map((field) => ({ label: hop === null ? field.label : `${t(`at.${hop}`)} · ${field.label}`, group: t(`kind.${of}`), hop, leaf: firstTest(field) }));
  const terms = known.terms.filter(({ kinds }) => kinds.includes(kind));
  return [
    ...fields(kind, null),
    ...(isHopped ? [] : fields(OTHER[kind], OTHER[kind])),
    ...terms.map(({ name }): Subject => ({ label: termLabel(t, name), group: t('others'), hop: null, leaf: { term: name } })),
  ];
}

function nameOf(leaf: Simple['leaf']): string {
  return 'term' in leaf ? `term ${leaf.term}` : leaf.field;
}
