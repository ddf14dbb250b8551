import type { Import } from '@leadgen/client';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { bytes, count } from '@/lib/format';
import list from '@/ui/list.module.css';
import { Status, When } from '@/ui/marks';
import { Progress } from '@/ui/Progress';
import styles from './ImportsTable.module.css';
import { hasEnded, toneOf } from './state';
import { useText } from './text';
import type { Upload } from './upload/queue';
import { UploadRow } from './upload/UploadRow';

interface ImportsTableProps {
  slug: string;
  uploads: readonly Upload[];
  imports: readonly Import[];
  /** Loads older imports; null at the end. */
  more: (() => void) | null;
  loadingMore: boolean;
}

export function ImportsTable({ slug, uploads, imports, more, loadingMore }: ImportsTableProps) {
  const t = useText();
  return (
    <>
      <table className={`${list.list} ${styles.table}`} aria-label={t('list.caption')} role="table">
        <thead className={list.head} role="rowgroup">
          <tr className={list.row} role="row">
            <th role="columnheader">{t('list.file')}</th>
            <th role="columnheader">{t('list.state')}</th>
            <th role="columnheader" className={list.number}>{t('list.created')}</th>
            <th role="columnheader" className={list.number}>{t('list.updated')}</th>
            <th role="columnheader" className={list.number}>{t('list.leftOut')}</th>
            <th role="columnheader">{t('list.by')}</th>
            <th role="columnheader" className={list.number}>{t('list.when')}</th>
          </tr>
        </thead>
        <tbody className={list.body} role="rowgroup">
          {uploads.map((upload) => (
            <UploadRow key={upload.key} upload={upload} />
          ))}
          {imports.map((one) => (
            <ImportRow key={one.id} slug={slug} one={one} />
          ))}
        </tbody>
      </table>
      {more !== null && (
        <div className={list.foot}>
          <Button onClick={more} loading={loadingMore}>
            {t('list.more')}
          </Button>
        </div>
      )}
    </>
  );
}

function ImportRow({ slug, one }: { slug: string; one: Import }) {
  const t = useText();
  const { counts } = one;
  // What was planned and given up is no count of anything.
  const isCounted = counts.lines > 0 && (one.operation_id !== null || !hasEnded(one.state));
  return (
    <tr className={list.row} role="row">
      <td role="cell" className={list.wide}>
        <Link className={list.link} to="/w/$slug/imports/$id" params={{ slug, id: one.id }}>
          {one.filename}
        </Link>
        <span className={styles.about}>
          {[one.source?.label, one.size > 0 && bytes(one.size)].filter(Boolean).join(' · ')}
        </span>
      </td>
      <td role="cell" className={list.wide}>
        <State one={one} />
      </td>
      <Figure label={t('list.created')} value={counts.create} known={isCounted} />
      <Figure label={t('list.updated')} value={counts.update} known={isCounted} />
      <Figure
        label={t('list.leftOut')}
        value={counts.duplicate + counts.ambiguous + counts.trash + counts.rejected}
        known={isCounted}
      />
      <td role="cell" className={list.muted}>{one.created_by_name ?? t('list.nobody')}</td>
      <td role="cell" className={`${list.muted} ${list.number}`}>
        <When at={one.created_at} />
      </td>
    </tr>
  );
}

/** A count, faint where it is nothing, absent while nobody has counted. */
function Figure({ label, value, known }: { label: string; value: number; known: boolean }) {
  if (!known) return <td role="cell" className={styles.unknown} aria-label={label} />;
  return (
    <td role="cell" className={list.number} data-label={label}>
      <span className={value === 0 ? list.zero : undefined}>{count(value)}</span>
    </td>
  );
}

/** How far it is: lines, or bytes while the file is still fetched. */
function useProgressText(progress: Import['progress']): string {
  const t = useText();
  if (progress === null) return '';
  const amount = progress.phase === 'fetching' ? bytes : count;
  const done = amount(progress.done);
  if (progress.total !== null) return t('list.progress', { done, total: amount(progress.total) });
  return progress.phase === 'fetching' ? done : t('list.progressOpen', { done });
}

/** The state, with the reason where it stopped. */
function State({ one }: { one: Import }) {
  const t = useText();
  const word = t(`state.${one.state}`);
  const { progress, problem } = one;
  const text = useProgressText(progress);
  if (progress === null || one.state === 'paused') {
    const why = one.state === 'failed' || one.state === 'paused' ? problem?.detail : undefined;
    return (
      <span className={styles.state} title={why}>
        <Status tone={toneOf(one.state)}>{word}</Status>
        {why !== undefined && <span className={styles.why}>{why}</span>}
      </span>
    );
  }
  return (
    <span className={styles.running}>
      <Status tone={toneOf(one.state)}>{word}</Status>
      <Progress size="small" label={word} done={progress.done} total={progress.total} text={text} />
    </span>
  );
}
