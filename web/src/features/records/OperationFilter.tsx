import { getOperationOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { IconX } from '@tabler/icons-react';
import { useText } from './text';
import styles from './RecordsScreen.module.css';

/** Says that only the records of one operation are shown, and shows all again. */
export function OperationFilter({ slug, id, onRemove }: { slug: string; id: string; onRemove: () => void }) {
  const t = useText();
  const { data } = useQuery(getOperationOptions({ path: { slug, id } }));
  return (
    <div className={styles.bar}>
      <span className={styles.chip}>
        {t('filter.operation')} <strong>{data?.summary ?? '…'}</strong>
        <button type="button" onClick={onRemove} aria-label={t('filter.remove')}>
          <IconX size={14} stroke={1.5} aria-hidden />
        </button>
      </span>
    </div>
  );
}
