import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { count } from '@/lib/format';
import { MOST_VALUES } from './known';
import { useText } from './text';

interface ManyProps {
  label: string;
  values: readonly unknown[];
  isNumeric: boolean;
  onValues: (values: readonly unknown[]) => void;
}

/** Many values, one a line: a column pasted from a spreadsheet is one a line already. */
export function Many({ label, values, isNumeric, onValues }: ManyProps) {
  const t = useText();
  const [text, setText] = useState(() => values.map(String).join('\n'));
  const change = (next: string) => {
    setText(next);
    onValues(linesOf(next, isNumeric));
  };
  const isOver = values.length > MOST_VALUES;
  const said = values.length === 0 ? t('value.manyHint') : t('value.manyCount', { count: values.length });
  return (
    <Textarea
      label={t('value.many')}
      aria-label={label}
      description={isOver ? undefined : said}
      error={isOver ? t('value.tooMany', { count: count(values.length) }) : undefined}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      rows={5}
      resize="vertical"
      spellCheck={false}
      data-autofocus
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

/** The values of a column, each once; a row of several cells gives its first. */
export function linesOf(text: string, isNumeric: boolean): readonly unknown[] {
  const lines = text.split(/\r?\n/).map((line) => (line.split('\t')[0] ?? '').trim()).filter((line) => line !== '');
  return [...new Set(lines)].map((line) => (isNumeric && /^-?\d+$/.test(line) ? Number(line) : line));
}
