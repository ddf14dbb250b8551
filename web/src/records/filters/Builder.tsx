import type { RecordKind } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useCommon } from '@/lib/i18n';
import { Dialog } from '@/ui/Dialog';
import { boxed, complete } from './building';
import { BuilderBox } from './BuilderBox';
import { useKnown } from './known';
import { LiveCount } from './LiveCount';
import { replaced, type Path, type Tree } from './tree';
import { useText } from './text';
import { useLive } from './useLive';
import styles from './Builder.module.css';

interface BuilderProps {
  slug: string;
  kind: RecordKind;
  tree: Tree | null;
  onApply: (tree: Tree | null) => void;
  onClose: () => void;
}

/** The whole filter as conditions in groups, as deep as wanted, with what it would find. */
export function Builder({ slug, kind, tree, onApply, onClose }: BuilderProps) {
  const t = useText();
  const common = useCommon();
  const known = useKnown(slug);
  const [draft, setDraft] = useState(() => boxed(tree));
  const [wanted, setWanted] = useState(tree);
  const live = useLive(slug, kind, wanted);
  const change = (path: Path, part: Tree | null) => {
    const next = replaced(draft, path, part) ?? boxed(null);
    setDraft(next);
    setWanted(complete(next, kind, known));
  };
  return (
    <Dialog
      title={t('builder.title')}
      size={760}
      onClose={onClose}
      footer={
        <>
          <div className={styles.live}>
            <LiveCount kind={kind} live={live} isWhole={wanted !== null} />
            {live.words !== undefined && <p className={styles.words}>{live.words}</p>}
          </div>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button variant="filled" onClick={() => onApply(wanted)}>
            {t('edit.apply')}
          </Button>
        </>
      }
    >
      <div className={styles.conditions}>
        <BuilderBox slug={slug} kind={kind} known={known} tree={draft} path={[]} isHopped={false} onChange={change} />
      </div>
    </Dialog>
  );
}
