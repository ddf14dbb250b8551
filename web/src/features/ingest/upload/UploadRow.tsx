import { Button } from '@mantine/core';
import { bytes } from '@/lib/format';
import list from '@/ui/list.module.css';
import { Status } from '@/ui/marks';
import { Progress } from '@/ui/Progress';
import { useErrorSentence } from '@/ui/states';
import styles from '../ImportsTable.module.css';
import { useText } from '../text';
import { retryUpload, stopUpload, type Upload } from './queue';

/** A file on its way, as the first row of the list. */
export function UploadRow({ upload }: { upload: Upload }) {
  const t = useText();
  const { key, file, state } = upload;
  return (
    <tr className={list.row} role="row">
      <td role="cell" className={list.wide}>
        {file.name}
        <span className={styles.about}>{bytes(file.size)}</span>
      </td>
      <td role="cell" className={list.wide}>
        <UploadState upload={upload} />
      </td>
      <td role="cell" />
      <td role="cell" />
      <td role="cell" />
      <td role="cell" />
      <td role="cell" className={list.number}>
        <span className={styles.buttons}>
          {state === 'failed' && (
            <Button size="compact-xs" onClick={() => retryUpload(key)}>
              {t('file.again')}
            </Button>
          )}
          <Button size="compact-xs" variant="subtle" color="gray" onClick={() => stopUpload(key)}>
            {t('file.stop')}
          </Button>
        </span>
      </td>
    </tr>
  );
}

function UploadState({ upload: { file, sent, state, error } }: { upload: Upload }) {
  const t = useText();
  const sentence = useErrorSentence();
  if (state === 'waiting') return <Status tone="quiet">{t('list.waiting')}</Status>;
  if (state === 'failed') {
    return (
      <span role="alert" title={sentence(error)}>
        <Status tone="bad">{t('list.uploadFailed')}</Status> <span className={styles.failed}>{sentence(error)}</span>
      </span>
    );
  }
  const percent = Math.floor((sent / file.size) * 100);
  const text = t('list.uploading', { percent });
  return <Progress size="small" label={text} done={sent} total={file.size} text={text} />;
}
