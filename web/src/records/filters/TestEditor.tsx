import type { RecordKind } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { isWhole, type Known } from './known';
import { LiveCount } from './LiveCount';
import { TestFields } from './TestFields';
import { ofSimple, type Simple, type Tree } from './tree';
import { useText } from './text';
import { useLive } from './useLive';
import styles from './Filters.module.css';

interface TestEditorProps {
  slug: string;
  kind: RecordKind;
  known: Known;
  title: string;
  first: Simple;
  /** The whole filter with this test in its place: what is counted while one chooses. */
  within: (part: Tree) => Tree;
  onApply: (part: Tree) => void;
  onRemove?: () => void;
}

/** One test, changed beside its count; Enter applies it, Esc leaves it as it was. */
export function TestEditor({ slug, kind, known, title, first, within, onApply, onRemove }: TestEditorProps) {
  const t = useText();
  const [simple, setSimple] = useState(first);
  const [wanted, setWanted] = useState<Tree | null>(() => wholeOf(first));
  const whole = isWhole(known, simple.hop ?? kind, simple.leaf);
  function wholeOf(next: Simple): Tree | null {
    return isWhole(known, next.hop ?? kind, next.leaf) ? within(ofSimple(next)) : null;
  }
  const form = useRef<HTMLFormElement>(null);
  // The value is what is chosen next, also where a field was chosen in this very popover before.
  useEffect(() => {
    const control = form.current?.querySelector<HTMLElement>('[data-autofocus]') ?? form.current?.querySelector<HTMLElement>('select, input');
    control?.focus({ preventScroll: true });
  }, []);
  const live = useLive(slug, kind, wanted);
  const change = (next: Simple) => {
    setSimple(next);
    setWanted(wholeOf(next));
  };
  const apply = (event: FormEvent) => {
    event.preventDefault();
    if (whole) onApply(ofSimple(simple));
  };
  return (
    <form ref={form} className={styles.editor} onSubmit={apply} noValidate>
      <h3 className={styles.title}>{title}</h3>
      <TestFields slug={slug} kind={kind} known={known} simple={simple} onChange={change} />
      <div className={styles.foot}>
        <LiveCount kind={kind} live={live} isWhole={whole} />
        {onRemove !== undefined && (
          <Button variant="subtle" color="gray" onClick={onRemove}>
            {t('edit.remove')}
          </Button>
        )}
        <Button type="submit" variant="filled" disabled={!whole}>
          {t('edit.apply')}
        </Button>
      </div>
    </form>
  );
}
