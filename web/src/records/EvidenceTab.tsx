import type { Evidence, Field } from '@leadgen/client';
import { useQuery } from '@tanstack/react-query';
import { ErrorState, Skeleton } from '@/ui/states';
import { evidenceOptions, type Target } from '@/records/calls';
import { beside } from '@/records/enriching/beside';
import { Finding } from '@/records/enriching/Finding';
import { recordFindingsOptions } from '@/records/enriching/findings';
import { MarkButtons } from '@/records/enriching/Mark';
import type { Finding as Found } from '@/records/enriching/shapes';
import type { RecordFields } from '@/records/fields';
import { SourceCard } from '@/records/Source';
import { useText } from './text';
import findings from '@/records/enriching/Finding.module.css';
import styles from '@/records/Source.module.css';

/** The proof of every value of a record, in the order of the profile, and beside it what else was found. */
export function EvidenceTab({ target, fields }: { target: Target; fields: RecordFields }) {
  const t = useText();
  const { data, error, refetch } = useQuery(evidenceOptions(target));
  const { data: found = [] } = useQuery(recordFindingsOptions(target));
  if (error !== null) return <ErrorState error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Skeleton lines={8} />;
  if (data.length + found.length === 0) return <p className={styles.none}>{t('evidence.empty')}</p>;
  return (
    <div className={styles.list}>
      {fields.columns.map((field) => (
        <OfField
          key={field.key}
          slug={target.slug}
          field={field}
          evidence={data.find((one) => one.field === field.key)}
          found={found.filter((one) => one.field === field.key && one.kind === field.kind)}
        />
      ))}
    </div>
  );
}

interface OfFieldProps {
  slug: string;
  field: Field;
  evidence: Evidence | undefined;
  /** Newest first. */
  found: readonly Found[];
}

function OfField({ slug, field, evidence, found }: OfFieldProps) {
  const t = useText();
  const { taken, others } = beside(found, evidence?.value ?? null, evidence?.source.note);
  if (evidence === undefined && others.length === 0) return null;
  return (
    <section className={styles.field} aria-label={field.label}>
      {evidence !== undefined && <SourceCard slug={slug} field={field} evidence={evidence} {...(taken !== undefined && { by: taken.enricher })} />}
      {taken !== undefined && taken.value !== null && evidence?.source.kind === 'enrichment' && <MarkButtons slug={slug} finding={taken} label={field.label} />}
      {others.length > 0 && (
        <div className={findings.beside} role="group" aria-label={t('evidence.beside', { label: field.label })}>
          {others.map((one) => (
            <Finding key={one.id} slug={slug} finding={one} field={field} />
          ))}
        </div>
      )}
    </section>
  );
}
