import { count } from '@/lib/format';
import type { EnrichmentRun } from '@/records/enriching/shapes';
import { Status } from '@/ui/marks';
import { Progress } from '@/ui/Progress';
import { useText } from './text';
import { isMoving, TONES } from './words';

/** A dot and a word; of what goes on, how far it is. */
export function RunState({ run }: { run: EnrichmentRun }) {
  const t = useText();
  const word = t(`states.${run.state}`);
  if (!isMoving(run)) return <Status tone={TONES[run.state]}>{word}</Status>;
  const text = `${word} · ${t('progress', { done: count(run.done), total: count(run.items) })}`;
  return <Progress size="small" label={word} done={run.done} total={run.items} text={text} />;
}
