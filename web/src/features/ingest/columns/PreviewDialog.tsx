import type { Import } from '@leadgen/client';
import { previewImportOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCommon } from '@/lib/i18n';
import { Dialog } from '@/ui/Dialog';
import { ErrorState, Skeleton } from '@/ui/states';
import { useText } from '../text';
import styles from './columns.module.css';

interface PreviewDialogProps {
  slug: string;
  imported: Import;
  onClose: () => void;
}

/** The first lines as they were read, to see whether header and separator were found. */
export function PreviewDialog({ slug, imported, onClose }: PreviewDialogProps) {
  const t = useText();
  const common = useCommon();
  const preview = useQuery(previewImportOptions({ path: { slug, id: imported.id } }));
  return (
    <Dialog
      title={t('columns.previewTitle')}
      onClose={onClose}
      size={1100}
      footer={<Button onClick={onClose}>{common('act.close')}</Button>}
    >
      {preview.isPending && <Skeleton lines={12} />}
      {preview.isError && <ErrorState error={preview.error} retry={() => void preview.refetch()} />}
      {preview.data !== undefined && (
        <div className={styles.preview} tabIndex={0} role="region" aria-label={t('columns.previewTitle')}>
          <table aria-label={t('columns.previewCaption', { filename: imported.filename })}>
            <thead>
              <tr>
                {preview.data.header.map((cell, at) => (
                  <th key={at}>{cell}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {preview.data.rows.map((row, line) => (
                <tr key={line}>
                  {row.map((cell, at) => (
                    <td key={at}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Dialog>
  );
}
