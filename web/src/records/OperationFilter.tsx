import { getOperationOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { IconX } from '@tabler/icons-react';
import { useText } from './text';
import styles from './OperationFilter.module.css';

interface OperationFilterProps {
  slug: string;
  id: string;
  /** What its press shows again. */
  all: string;
  onRemove: () => void;
}

/** Says that only what one operation touched is shown, and shows all again. */
export function OperationFilter({ slug, id, all, onRemove }: OperationFilterProps) {
  const t = useText();
  const { data } = useQuery(getOperationOptions({ path: { slug, id } }));
  return (
    <div className={styles.bar}>
      <span className={styles.chip}>
        {t('operation')} <strong>{data?.summary ?? '…'}</strong>
        <button type="button" onClick={onRemove} aria-label={all}>
          <IconX size={14} stroke={1.5} aria-hidden />
        </button>
      </span>
    </div>
  );
}
