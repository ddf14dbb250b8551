import type { Record as FullRecord, Row } from '@leadgen/client';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { EnrichButton } from '@/records/enriching/EnrichButton';
import { When } from '@/ui/marks';
import type { Target } from '@/records/calls';
import { Face } from '@/records/Face';
import type { RecordFields } from '@/records/fields';
import { useText } from './text';
import styles from './Drawer.module.css';

interface DrawerHeadProps {
  target: Target;
  fields: RecordFields;
  record: Row | FullRecord;
  name: string;
}

/** Whom the drawer shows: the name, and where the person works or how many work there. */
export function DrawerHead({ target, fields, record, name }: DrawerHeadProps) {
  const t = useText();
  const one = useMemo(() => ({ ids: [target.id] }), [target.id]);
  const people = 'contacts_count' in record ? (record.contacts_count ?? null) : null;
  return (
    <div className={styles.head}>
      <Face name={name} square={fields.kind === 'company'} size={36} />
      <div className={styles.words}>
        <h2>{name}</h2>
        <p className={styles.sub}>
          <Company target={target} record={record} />
          {fields.kind === 'company' && people !== null && <>{t('drawer.contacts', { count: people })} · </>}
          {t('drawer.updated')} <When at={record.updated_at} />
        </p>
      </div>
      <EnrichButton slug={target.slug} kind={target.kind} selection={one} />
    </div>
  );
}

function Company({ target, record }: { target: Target; record: Row | FullRecord }): ReactNode {
  const { company } = record;
  if (target.kind !== 'contact' || company === null) return null;
  return (
    <>
      <Link to="/w/$slug/companies" params={{ slug: target.slug }} search={{ record: company.id }}>
        {company.company_name ?? company.company_domain}
      </Link>{' '}
      ·{' '}
    </>
  );
}
