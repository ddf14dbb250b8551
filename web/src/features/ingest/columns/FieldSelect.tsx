import type { ColumnAlternative, Field } from '@leadgen/client';
import {
  Select,
  type ComboboxItem,
  type ComboboxItemGroup,
  type ComboboxParsedItem,
  type OptionsFilter,
} from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useLayoutEffect, useRef } from 'react';
import { percent } from '@/lib/format';
import { useText } from '../text';
import styles from './columns.module.css';
import { Dormant } from './Dormant';

const LEAVE_OUT = '-';
const CREATE = '+';
const OPT_OUT = '!';
/** The kit states what is expanded and controlled, but not that it is a combobox. */
const ROLE = { role: 'combobox' } as const;

/** Where a column goes. */
export interface Place {
  field: string | null;
  opt_out: boolean;
}

interface FieldSelectProps {
  id: string;
  /** Of the column, for those who cannot see the row. */
  label: string;
  value: Place;
  fields: readonly Field[];
  /** Fields that the column may be meant for besides the proposed one. */
  alternatives: readonly ColumnAlternative[];
  /** Headers of the columns that fields are chosen for already. */
  taken: ReadonlyMap<string, string>;
  onChange: (place: Place) => void;
  onCreate: () => void;
}

/** Where a column goes: a field of the contact or its company, the opt-out list, nowhere, or a field made now. */
export function FieldSelect(props: FieldSelectProps) {
  const t = useText();
  const { id, label, value, fields } = props;
  const field = fields.find(({ key }) => key === value.field);
  const chosen = field?.label ?? value.field ?? t(value.opt_out ? 'columns.optOut' : 'columns.leaveOut');
  return (
    <Dormant id={id} label={label} value={chosen}>
      {() => <Awake {...props} />}
    </Dormant>
  );
}

function Awake({ id, label, value, fields, alternatives, taken, onChange, onCreate }: FieldSelectProps) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  // Its focus opens the list.
  useLayoutEffect(() => input.current?.focus(), []);
  const current = value.field ?? (value.opt_out ? OPT_OUT : LEAVE_OUT);
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const choose = (chosen: string | null) => {
    if (chosen === CREATE) onCreate();
    else if (chosen === OPT_OUT) onChange({ field: null, opt_out: true });
    else onChange({ field: chosen === LEAVE_OUT ? null : chosen, opt_out: false });
  };
  const hintOf = (key: string): string | undefined => {
    const header = taken.get(key);
    if (header !== undefined && key !== value.field) return t('columns.taken', { header });
    if (byKey.get(key)?.sensitive === true) return t('columns.sensitive');
    const alternative = alternatives.find(({ field }) => field === key);
    return alternative === undefined ? undefined : percent(alternative.confidence);
  };
  return (
    <Select
      ref={input}
      {...ROLE}
      id={id}
      aria-label={label}
      value={current}
      data={useGroups(fields, alternatives)}
      onChange={choose}
      searchable
      filter={matching}
      onDropdownOpen={() => input.current?.select()}
      allowDeselect={false}
      selectFirstOptionOnChange
      withScrollArea={false}
      comboboxProps={{ keepMounted: false, width: 280, position: 'bottom-start' }}
      className={styles.select ?? ''}
      classNames={{ options: styles.options ?? '' }}
      renderOption={({ option, checked }) => (
        <Option label={option.label} hint={hintOf(option.value)} isChosen={checked === true} />
      )}
    />
  );
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

function Option({ label, hint, isChosen }: { label: string; hint: string | undefined; isChosen: boolean }) {
  return (
    <span className={styles.option} data-chosen={isChosen || undefined}>
      {label}
      {hint !== undefined && <small>{hint}</small>}
      {isChosen && <IconCheck size={14} stroke={1.5} aria-hidden />}
    </span>
  );
}

/** Each field stands once: where it is likely, under the likely ones. */
function useGroups(
  fields: readonly Field[],
  alternatives: readonly ColumnAlternative[],
): (ComboboxItem | ComboboxItemGroup<ComboboxItem>)[] {
  const t = useText();
  const importable = fields.filter((field) => field.importable);
  const likely = alternatives.flatMap(({ field }) => importable.filter(({ key }) => key === field));
  const item = ({ key, label }: Field) => ({ value: key, label });
  const items = (kind: Field['kind']) =>
    importable.filter((field) => field.kind === kind && !likely.includes(field)).map(item);
  return [
    { value: LEAVE_OUT, label: t('columns.leaveOut') },
    ...(likely.length === 0 ? [] : [{ group: t('columns.likelyFields'), items: likely.map(item) }]),
    { group: t('columns.contact'), items: items('contact') },
    { group: t('columns.company'), items: items('company') },
    { group: t('columns.other'), items: [{ value: OPT_OUT, label: t('columns.optOut') }] },
    { value: CREATE, label: t('columns.create') },
  ];
}
