import type { Field } from '@leadgen/client';
import {
  Select,
  type ComboboxItem,
  type ComboboxItemGroup,
  type ComboboxParsedItem,
  type OptionsFilter,
} from '@mantine/core';
import { useRef } from 'react';
import { useText } from '../text';
import styles from './columns.module.css';

const LEAVE_OUT = '-';
const CREATE = '+';
/** The kit states what is expanded and controlled, but not that it is a combobox. */
const ROLE = { role: 'combobox' } as const;

interface FieldSelectProps {
  /** Of the column, for those who cannot see the row. */
  label: string;
  value: string | null;
  fields: readonly Field[];
  /** Headers of the columns that fields are chosen for already. */
  taken: ReadonlyMap<string, string>;
  onChange: (field: string | null) => void;
  onCreate: () => void;
  invalid: boolean;
}

/** Where a column goes: a field of the contact or its company, nowhere, or a field made now. */
export function FieldSelect({ label, value, fields, taken, onChange, onCreate, invalid }: FieldSelectProps) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const choose = (chosen: string | null) => {
    if (chosen === CREATE) onCreate();
    else onChange(chosen === LEAVE_OUT ? null : chosen);
  };
  return (
    <Select
      ref={input}
      {...ROLE}
      aria-label={label}
      value={value ?? LEAVE_OUT}
      data={useGroups(fields)}
      onChange={choose}
      searchable
      filter={matching}
      onDropdownOpen={() => input.current?.select()}
      allowDeselect={false}
      selectFirstOptionOnChange
      withScrollArea={false}
      comboboxProps={{ keepMounted: false, width: 280, position: 'bottom-start' }}
      error={invalid}
      className={styles.select ?? ''}
      classNames={{ options: styles.options ?? '' }}
      renderOption={({ option }) => (
        <Option
          label={option.label}
          hint={byKey.get(option.value)?.sensitive === true ? t('columns.sensitive') : takenBy(option.value)}
        />
      )}
    />
  );

  function takenBy(key: string): string | undefined {
    const header = taken.get(key);
    if (header === undefined || key === value) return undefined;
    return t('columns.taken', { header });
  }
}

/** Fields whose name holds what is typed; a field can be created whatever is typed. */
const matching: OptionsFilter = ({ options, search }) => {
  const wanted = search.trim().toLocaleLowerCase();
  const holds = ({ label }: { label: string }) => label.toLocaleLowerCase().includes(wanted);
  return options.flatMap<ComboboxParsedItem>((option) => {
    if (!('group' in option)) return option.value === CREATE || holds(option) ? [option] : [];
    const items = option.items.filter((item) => typeof item !== 'string' && holds(item));
    return items.length === 0 ? [] : [{ ...option, items }];
  });
};

function Option({ label, hint }: { label: string; hint: string | undefined }) {
  return (
    <span className={styles.option}>
      {label}
      {hint !== undefined && <small>{hint}</small>}
    </span>
  );
}

function useGroups(fields: readonly Field[]): (ComboboxItem | ComboboxItemGroup<ComboboxItem>)[] {
  const t = useText();
  const items = (kind: Field['kind']) =>
    fields.filter((field) => field.kind === kind && field.importable).map(({ key, label }) => ({ value: key, label }));
  return [
    { value: LEAVE_OUT, label: t('columns.leaveOut') },
    { group: t('columns.contact'), items: items('contact') },
    { group: t('columns.company'), items: items('company') },
    { value: CREATE, label: t('columns.create') },
  ];
}
