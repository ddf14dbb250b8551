import type { Field, RecordKind } from '@leadgen/client';
import { useState } from 'react';
import { Choices, type Choice, type ChoiceGroup } from '@/ui/Choices';
import { firstTest, type Known } from './known';
import { OTHER, type Simple } from './tree';
import { useText } from './text';
import { termLabel } from './useWords';

interface FieldPickerProps {
  kind: RecordKind;
  known: Known;
  onPick: (simple: Simple) => void;
  /** Conditions in groups are wanted instead. */
  onGroups: () => void;
}

/** Every field that can be asked, of the record and of what it belongs to, found by typing. */
export function FieldPicker({ kind, known, onPick, onGroups }: FieldPickerProps) {
  const t = useText();
  const [query, setQuery] = useState('');
  const other = OTHER[kind];
  const fields = (of: RecordKind, hop: RecordKind | null): Choice[] =>
    [...known.fields[of].values()].map((field: Field) => ({
      id: `${of}-${field.key}`,
      label: field.label,
      also: field.description,
      run: () => onPick({ hop, not: false, leaf: firstTest(field) }),
    }));
  const terms = known.terms.filter(({ kinds }) => kinds.includes(kind));
  const groups: ChoiceGroup[] = [
    { label: t(`kind.${kind}`), choices: fields(kind, null) },
    { label: t(`kind.${other}`), choices: fields(other, other) },
    {
      label: t('others'),
      choices: [
        ...terms.map(({ name }) => ({ id: `term-${name}`, label: termLabel(t, name), run: () => onPick({ hop: null, not: false, leaf: { term: name } }) })),
        { id: 'groups', label: t('group'), also: t('groupAlso'), run: onGroups },
      ],
    },
  ];
  return <Choices label={t('addLabel')} placeholder={t('find')} query={query} onQuery={setQuery} groups={groups} nothing={t('nothing')} />;
}
