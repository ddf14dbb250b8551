import type { RecordKind, View } from '@leadgen/client';
import { Button } from '@mantine/core';
import { EmptyState } from '@/ui/states';
import { useText } from './text';
import styles from './Views.module.css';

/** What of a view is no longer possible. Its filter says so itself, in the place of the rows. */
export function ViewNotices({ view: { notices } }: { view: View }) {
  const t = useText();
  const told = notices.filter(({ about }) => about !== 'filter');
  if (told.length === 0) return null;
  return (
    <div className={styles.notice} role="status">
      <span>{t('notices')}</span>
      {told.map(({ about, message }) => (
        <span key={`${about} ${message}`}>{message}</span>
      ))}
    </div>
  );
}

/** A view of an address that is not there, or not for whoever opens it. */
export function ViewGone({ kind, onAll }: { kind: RecordKind; onAll: () => void }) {
  const t = useText();
  return <EmptyState title={t('gone')} detail={t('goneDetail')} actions={<Button onClick={onAll}>{t(`all.${kind}`)}</Button>} />;
}
