import type { Operation } from '@leadgen/client';
import { getOperationOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { count, moment } from '@/lib/format';
import { Status } from '@/ui/marks';
import { Progress } from '@/ui/Progress';
import styles from './OperationDrawer.module.css';
import { useText } from './text';
import { isUndo, isUndone, toneOf, useCounts } from './words';

interface FactsProps {
  slug: string;
  operation: Operation;
}

/** Who, when, from where, what came of it, and the links on. */
export function DrawerFacts({ slug, operation }: FactsProps) {
  const t = useText();
  const counts = useCounts()(operation);
  const { actor, created_at: started, finished_at: finished, import_id: importId } = operation;
  const { problem, why_not: whyNot, undoes_id: undoes, undone_by_id: undoneBy } = operation;
  const state = isUndone(operation) ? 'undone' : operation.state;
  return (
    <>
      <dl className={styles.facts}>
        <Fact label={t('drawer.state')}>
          {state === 'running' ? (
            <Running operation={operation} />
          ) : (
            <Status tone={toneOf(operation)}>{t(`states.${state}`)}</Status>
          )}
        </Fact>
        <Fact label={t('drawer.result')}>{counts === '' ? t('drawer.nothing') : counts}</Fact>
        <Fact label={t('drawer.who')}>{actor.name}</Fact>
        <Fact label={t('drawer.source')}>{operation.source}</Fact>
        <Fact label={t('drawer.started')}>{moment(started)}</Fact>
        {finished !== null && <Fact label={t('drawer.finished')}>{moment(finished)}</Fact>}
        {undoes !== null && <OperationFact slug={slug} id={undoes} label={t('drawer.undoes')} />}
        {undoneBy !== null && <OperationFact slug={slug} id={undoneBy} label={t('drawer.undoneBy')} />}
        {problem !== null && <Fact label={t('drawer.problem')}>{problem.detail}</Fact>}
        {whyNot !== null && undoneBy === null && operation.state !== 'running' && (
          <Fact label={t('drawer.whyNot')}>{whyNot}</Fact>
        )}
      </dl>
      <p className={styles.links}>
        {importId !== null && (
          <Link to="/w/$slug/imports/$id" params={{ slug, id: importId }}>
            {t('drawer.import')}
          </Link>
        )}
        {!isUndo(operation) && !isUndone(operation) && (
          <Link to="/w/$slug/contacts" params={{ slug }} search={{ operation: operation.id }}>
            {t('drawer.records')}
          </Link>
        )}
      </p>
    </>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Running({ operation: { done, total } }: { operation: Operation }) {
  const t = useText();
  const text = total === null ? count(done) : t('progress', { done: count(done), total: count(total) });
  return <Progress size="small" label={t('states.running')} done={done} total={total} text={text} />;
}

/** Names another operation and leads to it. */
function OperationFact({ slug, id, label }: { slug: string; id: string; label: string }) {
  const { data } = useQuery(getOperationOptions({ path: { slug, id } }));
  return (
    <Fact label={label}>
      <Link to="/w/$slug/history" params={{ slug }} search={{ operation: id }} replace className={styles.link}>
        {data?.summary ?? '…'}
      </Link>
    </Fact>
  );
}
