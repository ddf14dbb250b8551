import type { Import } from '@leadgen/client';
import { NativeSelect } from '@mantine/core';
import { count } from '@/lib/format';
import type { ReadingChoice } from '../acts';
import { useText } from '../text';
import { encodingName, ENCODINGS } from './encodings';
import styles from './reading.module.css';

interface ReadingControlsProps {
  imported: Import;
  disabled: boolean;
  onChange: (facts: ReadingChoice) => void;
}

interface Option {
  value: string;
  label: string;
}

const HEADER_ROWS = 30;
const FOUND = '';

/** How the file is read, one list a question; only questions that this kind of file leaves open. */
export function ReadingControls({ imported, disabled, onChange }: ReadingControlsProps) {
  const t = useText();
  const { shape, reading } = imported;
  const delimiters = useDelimiters(shape?.delimiter ?? null);
  const sheets = useSheets(imported);
  const rows = useHeaderRows(shape?.header_row ?? null);
  const isText = shape === null || shape.encoding !== null;
  const isSplit = shape === null || shape.delimiter !== null;
  return (
    <div className={styles.controls}>
      {sheets.length > 1 && (
        <Choice
          label={t('reading.sheet')}
          found={shape?.sheet ?? null}
          chosen={reading?.sheet ?? null}
          options={sheets}
          disabled={disabled}
          onChange={(sheet) => onChange({ sheet })}
        />
      )}
      {isText && (
        <Choice
          label={t('reading.encoding')}
          found={shape?.encoding ?? null}
          chosen={reading?.encoding ?? null}
          options={encodings(shape?.encodings ?? [])}
          disabled={disabled}
          onChange={(encoding) => onChange({ encoding })}
        />
      )}
      {isSplit && (
        <Choice
          label={t('reading.delimiter')}
          found={shape?.delimiter ?? null}
          chosen={reading?.delimiter ?? null}
          options={delimiters}
          disabled={disabled}
          onChange={(delimiter) => onChange({ delimiter })}
        />
      )}
      <Choice
        label={t('reading.header')}
        found={String(shape?.header_row ?? 0)}
        chosen={reading?.header_row == null ? null : String(reading.header_row)}
        options={rows}
        disabled={disabled}
        onChange={(row) => onChange({ header_row: row === null ? null : Number(row) })}
      />
    </div>
  );
}

interface ChoiceProps {
  label: string;
  /** How the file is read now. */
  found: string | null;
  /** What a person chose; null where it was found out. */
  chosen: string | null;
  options: readonly Option[];
  disabled: boolean;
  onChange: (value: string | null) => void;
}

function Choice({ label, found, chosen, options, disabled, onChange }: ChoiceProps) {
  const t = useText();
  const name = options.find(({ value }) => value === found)?.label ?? found;
  const isFound = chosen === null && name !== null && found !== null;
  const known = chosen === null || options.some(({ value }) => value === chosen);
  const first = { value: FOUND, label: isFound ? t('reading.found', { name }) : t('reading.find') };
  const extra = known || chosen === null ? [] : [{ value: chosen, label: chosen }];
  return (
    <NativeSelect
      size="sm"
      label={label}
      value={chosen ?? FOUND}
      data={[first, ...extra, ...options]}
      disabled={disabled}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}

/** Those that fit the file first. */
function encodings(candidates: readonly string[]): Option[] {
  const others = Object.keys(ENCODINGS).filter((encoding) => !candidates.includes(encoding));
  return [...candidates, ...others].map((value) => ({ value, label: encodingName(value) }));
}

const DELIMITERS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const;

function useDelimiters(found: string | null): Option[] {
  const t = useText();
  const known = Object.entries(DELIMITERS).map(([value, name]) => ({ value, label: t(`reading.delimiters.${name}`) }));
  return found === null || found === '' || found in DELIMITERS ? known : [{ value: found, label: found }, ...known];
}

function useHeaderRows(found: number | null): Option[] {
  const t = useText();
  const last = Math.max(HEADER_ROWS, found ?? 0);
  const rows = Array.from({ length: last }, (_, at) => at + 1);
  return [
    { value: '0', label: t('reading.noHeader') },
    ...rows.map((row) => ({ value: String(row), label: t('reading.line', { n: row }) })),
  ];
}

function useSheets({ shape }: Import): Option[] {
  const t = useText();
  return (shape?.sheets ?? []).map(({ name, rows, hidden }) => {
    const facts = [
      ...(rows === null ? [] : [t('reading.rows', { count: rows, n: count(rows) })]),
      ...(hidden ? [t('reading.hidden')] : []),
    ];
    return { value: name, label: facts.length === 0 ? name : t('reading.sheetWith', { name, facts: facts.join(', ') }) };
  });
}
