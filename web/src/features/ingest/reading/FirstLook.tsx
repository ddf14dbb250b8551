import { useEffect, useState } from 'react';
import { useText } from '../text';
import { peek, type Peek } from './peek';
import { PreviewTable } from './PreviewTable';
import styles from './reading.module.css';

/** The first lines of a file that is still on its way; nothing where the browser cannot tell. */
export function FirstLook({ file }: { file: File }) {
  const t = useText();
  const look = useLook(file);
  if (look === null) return null;
  return (
    <section className={styles.look} aria-label={t('reading.look')}>
      <p>{t(look.unsure ? 'reading.lookUnsure' : 'reading.lookDetail')}</p>
      <PreviewTable label={t('reading.look')} header={null} rows={look.rows} />
    </section>
  );
}

function useLook(file: File): Peek | null {
  const [look, setLook] = useState<{ of: File; peek: Peek | null } | null>(null);
  useEffect(() => {
    let wanted = true;
    // A file that vanished from the disk fails here too, but its upload says so better.
    void peek(file).then(
      (found) => wanted && setLook({ of: file, peek: found }),
      () => wanted && setLook(null),
    );
    return () => {
      wanted = false;
    };
  }, [file]);
  return look?.of === file ? look.peek : null;
}
