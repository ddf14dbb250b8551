import { useQuery } from '@tanstack/react-query';
import { ErrorState, Skeleton } from '@/ui/states';
import { evidenceOptions, type Target } from '@/records/calls';
import type { RecordFields } from '@/records/fields';
import { SourceCard } from '@/records/Source';
import { useText } from './text';
import styles from '@/records/Source.module.css';

/** The proof of every value of a record, in the order of the profile. */
export function EvidenceTab({ target, fields }: { target: Target; fields: RecordFields }) {
  const t = useText();
  const { data, error, refetch } = useQuery(evidenceOptions(target));
  if (error !== null) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton lines={8} />;
  if (data.length === 0) return <p className={styles.none}>{t('evidence.empty')}</p>;
  return (
    <div className={styles.list}>
      {fields.columns.flatMap((field) =>
        data
          .filter((evidence) => evidence.field === field.key)
          .map((evidence) => <SourceCard key={`${field.key}:${evidence.operation.id}`} slug={target.slug} field={field} evidence={evidence} />),
      )}
    </div>
  );
}
