import { Button } from '@mantine/core';
import { useRef } from 'react';
import { bytes, count } from '@/lib/format';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { Progress } from '@/ui/Progress';
import { EmptyState, useErrorSentence } from '@/ui/states';
import { useText } from './text';
import { retryUpload, stopUpload, useUploads, type Upload } from './upload/queue';
import styles from './upload/upload.module.css';
import { useStartUpload } from './upload/useStartUpload';
import { Wizard } from './Wizard';
import frame from './Wizard.module.css';

/** Step 1 before the file has arrived: choose it, see it go up, stop it. */
export function NewImportScreen() {
  const { slug } = useWorkspace();
  const [current, ...others] = useUploads(slug);
  return (
    <Wizard slug={slug} step="file">
      {current === undefined && <Choose />}
      {current?.state === 'failed' && <Refused upload={current} />}
      {current !== undefined && current.state !== 'failed' && <Sending upload={current} others={others.length} />}
    </Wizard>
  );
}

function Choose() {
  const t = useText();
  const { may } = useRights();
  const input = useRef<HTMLInputElement>(null);
  const start = useStartUpload();
  if (!may('uploadImport')) return <EmptyState title={t('file.readOnlyTitle')} detail={t('file.readOnly')} />;
  return (
    <div className={styles.choose}>
      <h2>{t('file.dropTitle')}</h2>
      <p>{t('file.dropDetail')}</p>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        aria-label={t('file.choose')}
        onChange={(event) => start([...(event.currentTarget.files ?? [])])}
      />
      <Button variant="filled" onClick={() => input.current?.click()}>
        {t('file.choose')}
      </Button>
    </div>
  );
}

function Sending({ upload: { key, file, sent }, others }: { upload: Upload; others: number }) {
  const t = useText();
  const title = t('file.uploading', { filename: file.name });
  return (
    <section className={frame.panel}>
      <h2>{title}</h2>
      <Progress
        label={title}
        done={sent}
        total={file.size}
        text={t('file.sent', { sent: bytes(sent), size: bytes(file.size) })}
      />
      {others > 0 && <p>{t('file.others', { count: others, n: count(others) })}</p>}
      <div className={frame.buttons}>
        <Button onClick={() => stopUpload(key)}>{t('file.stop')}</Button>
      </div>
    </section>
  );
}

function Refused({ upload: { key, file, error } }: { upload: Upload }) {
  const t = useText();
  const sentence = useErrorSentence();
  const lost = error?.status === 0;
  return (
    <section className={frame.panel} role="alert">
      <h2>{t('file.failedTitle', { filename: file.name })}</h2>
      <p>{lost ? t('file.interrupted') : sentence(error)}</p>
      <div className={frame.buttons}>
        {(lost || error?.retryable === true) && (
          <Button variant="filled" onClick={() => retryUpload(key)}>
            {t('file.again')}
          </Button>
        )}
        <Button onClick={() => stopUpload(key)}>{t('file.other')}</Button>
      </div>
    </section>
  );
}
