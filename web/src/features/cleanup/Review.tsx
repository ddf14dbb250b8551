import type { ChangeRef, Cleanup } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { count, moment } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import { useErrorSentence } from '@/ui/states';
import { apply, changeKey, chosen, type Choice, EVERYTHING, groupKey } from './calls';
import { Changes } from './Changes';
import styles from './Cleanup.module.css';
import { Groups, type Shown } from './Groups';
import { useText } from './text';

interface ReviewProps {
  slug: string;
  cleanup: Cleanup;
  onApplied: () => void;
  onAgain: () => void;
}

/** Every change, of which any can be left out, and the button that makes the rest. */
export function Review({ slug, cleanup, onApplied, onAgain }: ReviewProps) {
  const t = useText();
  const may = useMay();
  const sentence = useErrorSentence();
  const [choice, setChoice] = useState<Choice>(EVERYTHING);
  const [shown, setShown] = useState<Shown | null>(null);
  const left = chosen(cleanup, choice);
  const act = useMutation({ mutationFn: () => apply(slug, cleanup.id, choice, left), onSuccess: onApplied });
  const { changes, records, clashes } = cleanup;
  return (
    <div className={styles.review}>
      <aside className={styles.side}>
        <p className={styles.found}>{t('found', { count: changes, changes: count(changes), records: count(records) })}</p>
        <Groups cleanup={cleanup} choice={choice} shown={shown} onShow={setShown} onTake={(keys, taken) => setChoice((now) => withGroups(now, keys, taken))} />
        {clashes > 0 && <p className={styles.muted}>{t('clashes', { count: clashes, n: count(clashes) })}</p>}
        <p className={styles.muted}>{t('until', { at: moment(cleanup.expires_at) })}</p>
      </aside>
      <Changes slug={slug} id={cleanup.id} kind={cleanup.kind} shown={shown} choice={choice} onTake={(one, taken) => setChoice((now) => withChange(now, one, taken))} />
      <footer className={styles.foot}>
        {act.error !== null && (
          <p className={styles.problem} role="alert">
            {sentence(act.error)}
          </p>
        )}
        <span className={styles.muted}>{t('oneUndo')}</span>
        <Button onClick={onAgain}>{t('again')}</Button>
        {may('applyCleanup') && (
          <Button variant="filled" disabled={left === 0} loading={act.isPending} onClick={() => act.mutate()}>
            {t('apply', { count: left, n: count(left) })}
          </Button>
        )}
      </footer>
    </div>
  );
}

/** Taking a group takes all of it: what of it was left out one by one is forgotten. */
function withGroups({ without, except }: Choice, keys: readonly string[], taken: boolean): Choice {
  const meant = new Set(keys);
  const rest = [...without].filter((key) => !meant.has(key));
  return {
    without: new Set(taken ? rest : [...rest, ...keys]),
    except: new Map([...except].filter(([, one]) => !meant.has(groupKey(one)))),
  };
}

function withChange({ without, except }: Choice, { record_id, rule, field }: ChangeRef, taken: boolean): Choice {
  const ref = { record_id, rule, field };
  const rest = [...except].filter(([key]) => key !== changeKey(ref));
  return { without, except: new Map(taken ? rest : [...rest, [changeKey(ref), ref]]) };
}
