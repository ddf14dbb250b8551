import type { Cluster } from '@leadgen/client';
import { count } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import type { RecordFields } from '@/records/fields';
import { Comparison } from '@/records/merging/Comparison';
import type { Stepping } from '@/ui/deciding/Head';
import { useErrorSentence } from '@/ui/states';
import { ClusterHead, type ActName } from './ClusterHead';
import styles from './Cluster.module.css';
import { Decided } from './Decided';
import { useText } from './text';
import { useDraft } from './useDraft';
import type { Deciding } from './useDeciding';
import { useKeys, type Keys } from '@/ui/useKeys';
import { Why } from './Why';

interface ClusterReviewProps {
  slug: string;
  cluster: Cluster;
  name: string;
  fields: RecordFields;
  stepping: Stepping;
  position: string | undefined;
  deciding: Deciding;
}

/** One cluster: its records side by side, why they are thought to be one, and the decision. */
export function ClusterReview({ slug, cluster, name, fields, stepping, position, deciding }: ClusterReviewProps) {
  const t = useText();
  const sentence = useErrorSentence();
  const may = useMay();
  const draft = useDraft(slug, cluster);
  const { preview, out } = draft;
  const isWaiting = cluster.state === 'open' || cluster.state === 'skipped';
  const mayDecide = isWaiting && may('mergeDuplicate');
  const isWhole = cluster.records.length + cluster.gone.length === cluster.size;
  const acts: Record<ActName, (() => void) | undefined> = {
    merge: mayDecide && preview !== null
      ? () => deciding.decide(cluster, name, { act: 'merge', keep: preview.keep, picks: draft.picks, records: draft.records })
      : undefined,
    distinct: mayDecide && cluster.records.length - out.size > 1
      ? () => deciding.decide(cluster, name, { act: 'distinct', records: draft.records })
      : undefined,
    skip: mayDecide && cluster.state === 'open' ? () => deciding.decide(cluster, name, { act: 'skip' }) : undefined,
    reopen: may('reopenDuplicate') && !isWaiting ? () => deciding.takeBack(cluster, name) : undefined,
  };
  const keeping: Keys = Object.fromEntries(
    mayDecide ? cluster.records.slice(0, 9).map(({ id }, at) => [String(at + 1), () => draft.keep(id)]) : [],
  );
  useKeys({ m: acts.merge, d: acts.distinct, s: acts.skip, ...keeping });
  return (
    <>
      <ClusterHead cluster={cluster} name={name} taking={draft.records?.length ?? null} stepping={stepping} position={position} acts={acts} />
      <div className={styles.body}>
        <div className={styles.compare}>
          {isWaiting ? <Notices cluster={cluster} isWhole={isWhole} /> : <Decided slug={slug} cluster={cluster} />}
          {draft.error !== null && <p className={styles.notice} role="alert">{sentence(draft.error)}</p>}
          {preview !== null && (
            <Comparison
              slug={slug}
              fields={fields}
              records={cluster.records}
              preview={preview}
              out={out}
              onKeep={mayDecide ? draft.keep : undefined}
              onPick={mayDecide ? draft.pick : undefined}
              onOut={mayDecide && isWhole ? draft.toggle : undefined}
            />
          )}
          {preview === null && out.size > 0 && <p className={styles.notice}>{t('cluster.few')}</p>}
        </div>
        {cluster.state !== 'merged' && cluster.records.length > 1 && (
          <aside className={styles.aside}>
            <Why records={cluster.records} pairs={cluster.pairs} />
          </aside>
        )}
      </div>
    </>
  );
}

/** What is to be known before the decision: that some have gone or changed, or that there are more than stand here. */
function Notices({ cluster: { records, gone, changed, size }, isWhole }: { cluster: Cluster; isWhole: boolean }) {
  const t = useText();
  return (
    <>
      {!isWhole && <p className={styles.notice}>{t('cluster.many', { n: count(records.length), of: count(size - gone.length) })}</p>}
      {gone.length > 0 && <p className={styles.notice}>{t('cluster.left', { count: gone.length, n: count(gone.length) })}</p>}
      {changed.length > 0 && <p className={styles.notice}>{t('cluster.changed', { count: changed.length, n: count(changed.length) })}</p>}
    </>
  );
}
