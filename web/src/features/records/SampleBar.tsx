import { getSampleOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useText } from './text';
import styles from './RecordsScreen.module.css';

const UndoDialog = lazy(async () => ({ default: (await import('@/ui/UndoDialog')).UndoDialog }));

/** While the sample is loaded: says so, and takes it away by undoing its import. */
export function SampleBar({ slug, mayEdit }: { slug: string; mayEdit: boolean }) {
  const t = useText();
  const { data } = useQuery(getSampleOptions({ path: { slug } }));
  const [asking, setAsking] = useState(false);
  const operation = data?.operation_id ?? null;
  if (operation === null) return null;
  return (
    <div className={styles.bar}>
      {t('sample.bar')}
      {mayEdit && (
        <button type="button" onClick={() => setAsking(true)}>
          {t('sample.remove')}
        </button>
      )}
      {asking && (
        <Suspense fallback={null}>
          <UndoDialog
            slug={slug}
            operation={{ id: operation, summary: t('sample.summary'), counts: {} }}
            words={{ title: t('sample.ask'), act: t('sample.remove') }}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </div>
  );
}
