import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { bytes, count } from '@/lib/format';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { Progress } from '@/ui/Progress';
import { EmptyState, useErrorSentence } from '@/ui/states';
import { useImport } from './acts';
import { FirstLook } from './reading/FirstLook';
import { useText } from './text';
import { Choose } from './upload/Choose';
import { FromLink } from './upload/FromLink';
import { Paste } from './upload/Paste';
import { retryUpload, stopUpload, useUploads, type Upload } from './upload/queue';
import styles from './upload/upload.module.css';
import { Wizard } from './Wizard';
import frame from './Wizard.module.css';

/** Step 1 before the file has arrived: choose it, see its first lines while it goes up, stop it. */
export function NewImportScreen() {
  const { slug } = useWorkspace();
  const [current, ...others] = useUploads(slug);
  return (
    <Wizard slug={slug} step="file">
      {current === undefined && <Source slug={slug} />}
      {current?.state === 'failed' && <Refused upload={current} />}
      {current !== undefined && current.state !== 'failed' && <Sending upload={current} others={others.length} />}
    </Wizard>
  );
}

function Source({ slug }: { slug: string }) {
  const t = useText();
  const { may } = useRights();
  const { from, like } = useSearch({ from: '/w/$slug/imports/new' });
  if (!may('uploadImport')) return <EmptyState title={t('file.readOnlyTitle')} detail={t('file.readOnly')} />;
  const told = like === undefined ? {} : { like };
  return (
    <>
      {like !== undefined && <Like slug={slug} id={like} />}
      {from === 'paste' && <Paste slug={slug} told={told} />}
      {from === 'url' && <FromLink slug={slug} told={told} />}
      {from === undefined && <Choose slug={slug} told={told} />}
    </>
  );
}

/** Which import's choices the next file follows. */
function Like({ slug, id }: { slug: string; id: string }) {
  const t = useText();
  const { data } = useImport(slug, id);
  return <p className={styles.like}>{data !== undefined && t('file.like', { filename: data.filename })}</p>;
}

function Sending({ upload: { key, file, sent }, others }: { upload: Upload; others: number }) {
  const t = useText();
  const title = t('file.uploading', { filename: file.name });
  return (
    <>
      <section className={frame.panel} data-short>
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
      <FirstLook file={file} />
    </>
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
