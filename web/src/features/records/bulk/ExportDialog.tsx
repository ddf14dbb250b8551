import { NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { count } from '@/lib/format';
import { FormDialog } from '@/ui/FormDialog';
import styles from './ActDialog.module.css';
import { exported, type Wanted } from './calls';
import type { Picked } from './picked';
import { useText } from './text';
import { useCount } from './useAct';

type Form = Wanted['format'];

/** The selected records as a file, with the columns that are seen. */
export function ExportDialog({ selected, columns, sort, onClose }: Picked & Pick<Wanted, 'columns' | 'sort'>) {
  const t = useText();
  const [format, setFormat] = useState<Form>('csv');
  const counted = useCount(selected);
  const whom = counted.data === undefined ? '…' : t(`${selected.kind}.some`, { count: counted.data, n: count(counted.data) });
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => exported(selected, { format, columns, sort }),
    onSuccess: ({ file, name }) => {
      save(file, name);
      onClose();
    },
  });
  return (
    <FormDialog
      title={t('export.title', { whom })}
      submit={t('export.submit', { whom })}
      pending={isPending}
      error={error ?? counted.error}
      disabled={counted.data === undefined || counted.data === 0}
      onSubmit={mutate}
      onClose={onClose}
    >
      <NativeSelect
        size="sm"
        data-autofocus
        label={t('export.form')}
        value={format}
        data={[{ value: 'csv', label: t('export.csv') }, { value: 'xlsx', label: t('export.xlsx') }]}
        onChange={(event) => setFormat(event.currentTarget.value as Form)}
      />
      <p className={styles.hint}>{t('export.columns')}</p>
    </FormDialog>
  );
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
