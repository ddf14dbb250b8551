import type { Field, Value as FieldValue } from '@leadgen/client';
import { count, country, day, decimal, money, phone, range } from '@/lib/format';
import { usePeople } from '@/lib/members';
import { Status, When } from '@/ui/marks';
import { useListNames } from './useLists';
import { toneOf } from './tones';
import { isMoney, isRange, toText } from './valueText';
import { useText } from './text';
import styles from './Value.module.css';

/** A value as people read it, by the type the registry gives its field. */
export function Value({ field, value }: { field: Field; value: FieldValue }) {
  if (Array.isArray(value)) return <Many field={field} values={value} />;
  if (field.type === 'datetime' && typeof value === 'string') return <When at={value} />;
  if (field.type === 'boolean') return <YesNo value={value === true} />;
  if (field.type === 'member') return <Member id={toText(value)} />;
  const tone = toneOf(field, value);
  return tone === undefined ? valueWords(field, value) : <Status tone={tone}>{valueWords(field, value)}</Status>;
}

/** The same in plain words, for one-line places. */
export function useValueWords(): (field: Field | undefined, value: FieldValue) => string {
  const t = useText();
  const nameOf = useNameOf();
  const listNames = useListNames();
  return (field, value) => {
    if (field?.type === 'lists' && Array.isArray(value)) return listNames(value).join(', ');
    if (typeof value === 'boolean') return t(value ? 'value.yes' : 'value.no');
    return field?.type === 'member' ? nameOf(toText(value)) : valueWords(field, value);
  };
}

function valueWords(field: Field | undefined, value: FieldValue): string {
  if (Array.isArray(value)) return value.join(', ');
  if (isMoney(value)) return money(value);
  if (isRange(value)) return range(value);
  if (typeof value === 'number') return field?.unit === 'year' ? String(value) : count(value);
  if (typeof value === 'boolean') return String(value);
  switch (field?.type) {
    case 'decimal':
      return decimal(value);
    case 'date':
      return day(value);
    case 'country':
      return country(value);
    case 'phone':
      return phone(value);
    case 'url':
      return address(value);
    case 'choice':
      return field.options?.find((option) => option.value === value)?.label ?? value;
    default:
      return value;
  }
}

/** A web address without what every address has. */
function address(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
}

function Many({ field, values }: { field: Field; values: readonly string[] }) {
  if (field.type === 'lists') return <Lists ids={values} />;
  if (field.type !== 'tags') return values.join(', ');
  return (
    <span className={styles.tags}>
      {values.map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
        </span>
      ))}
    </span>
  );
}

function Lists({ ids }: { ids: readonly string[] }) {
  return useListNames()(ids).join(', ');
}

function YesNo({ value }: { value: boolean }) {
  const t = useText();
  return t(value ? 'value.yes' : 'value.no');
}

function Member({ id }: { id: string }) {
  return useNameOf()(id);
}

/** What a person of the workspace is called, also after they went; nothing until it is known. */
function useNameOf(): (id: string) => string {
  const t = useText();
  const people = usePeople();
  return (id) => {
    if (people === undefined) return '';
    return [...people.members, ...people.former].find((one) => one.id === id)?.name ?? t('value.other');
  };
}
