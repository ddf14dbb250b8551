import type { RecordKind } from '@leadgen/client';
import { client } from '@leadgen/client/core';
import { Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { total as totalWords } from '@/lib/format';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { exported, sent } from './bulk/calls';
import { EXPORTS, exportQuery, isLong, type Export } from '@/records/calls';
import styles from './ExportMenu.module.css';
import { useText } from './text';

interface ExportMenuProps extends Export {
  slug: string;
  kind: RecordKind;
  target: ReactElement;
  onClose: () => void;
}

/** What is seen, as a file: the same rows in the same order, the same columns. */
export function ExportMenu({ slug, kind, target, onClose, ...seen }: ExportMenuProps) {
  const t = useText();
  const sheet = useSheet(slug, kind, seen);
  const { total, columns } = seen;
  const href = client.buildUrl({
    url: EXPORTS[kind].url,
    path: { slug },
    query: { ...exportQuery(seen), format: 'csv' },
  });
  return (
    <Menu opened onChange={(open) => !open && onClose()} position="bottom-end" width={280} withInitialFocusPlaceholder={false}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown aria-label={t('export.title')}>
        <Menu.Label>{t('export.what', { rows: total === null ? '' : totalWords(total), columns: columns.length })}</Menu.Label>
        {isLong(seen) ? (
          <Menu.Item className={styles.item ?? ''} onClick={() => sheet.mutate('csv')}>
            {t('export.csv')}
            <small className={styles.hint}>{t('export.csvHint')}</small>
          </Menu.Item>
        ) : (
          <Menu.Item component="a" href={href} download className={styles.item ?? ''}>
            {t('export.csv')}
            <small className={styles.hint}>{t('export.csvHint')}</small>
          </Menu.Item>
        )}
        <Menu.Item className={styles.item ?? ''} onClick={() => sheet.mutate('xlsx')}>
          {t('export.xlsx')}
          <small className={styles.hint}>{t('export.xlsxHint')}</small>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** A workbook may hold less than there is, so its answer is awaited and a refusal said. So is a file by a filter that is too long for an address. */
function useSheet(slug: string, kind: RecordKind, seen: Export) {
  const t = useText();
  const sentence = useErrorSentence();
  return useMutation({
    mutationFn: async (format: 'csv' | 'xlsx') => {
      if (isLong(seen)) {
        const { file, name } = await exported({ slug, kind, selection: sent({ mode: 'none' }, seen) }, { ...seen, format });
        return save(file, name);
      }
      const query = { ...exportQuery(seen), format };
      const { data, response } = await EXPORTS[kind].call({ path: { slug }, query, parseAs: 'blob', throwOnError: true });
      return save(data as unknown as Blob, nameIn(response) ?? `${t(`${kind}.title`)}.${format}`);
    },
    onMutate: () => toast(t('export.preparing')),
    onError: (error) => toast(sentence(error), { tone: 'bad' }),
  });
}

/** The file's name, as the server gives it. */
function nameIn({ headers }: Response): string | undefined {
  return /filename="([^"]+)"/.exec(headers.get('Content-Disposition') ?? '')?.[1];
}

function save(file: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
