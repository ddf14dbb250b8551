import { getSampleOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { useUndo } from '@/ui/undo';
import { useText } from './text';
import styles from './RecordsScreen.module.css';

/** While the sample is loaded: says so, and takes it away by undoing its import. */
export function SampleBar({ slug, mayEdit }: { slug: string; mayEdit: boolean }) {
  const t = useText();
  const { data } = useQuery(getSampleOptions({ path: { slug } }));
  const undo = useUndo(slug);
  const operation = data?.operation_id ?? null;
  if (operation === null) return null;
  return (
    <div className={styles.bar}>
      {t('sample.bar')}
      {mayEdit && (
        <button type="button" onClick={() => void undo(operation, t('sample.summary'))}>
          {t('sample.remove')}
        </button>
      )}
    </div>
  );
}
