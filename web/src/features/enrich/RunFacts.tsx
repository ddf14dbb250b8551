import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { count, credits } from '@/lib/format';
import type { EnrichmentRun } from '@/records/enriching/shapes';
import { Status, When } from '@/ui/marks';
import { Progress } from '@/ui/Progress';
import styles from './Enrich.module.css';
import { useText } from './text';
import { TONES } from './words';

/** How it stands, how far it came, and what it took of what it may take. */
export function RunFacts({ slug, run }: { slug: string; run: EnrichmentRun }) {
  const t = useText();
  const { state, reason, compares, done, items, spent, ceiling, expected, kind, actor, created_at: at, operation_id: operation } = run;
  const money = t('of', { spent: credits(spent), ceiling: credits(ceiling) });
  return (
    <section aria-label={t('facts')} className={styles.facts}>
      <div role="status">
        <p className={styles.standing}>
          <Status tone={TONES[state]}>{t(`states.${state}`)}</Status>
          <span className={styles.muted}>
            {actor.name} · <When at={at} />
          </span>
        </p>
        {reason !== null && (
          <p className={styles.reason}>
            {reason} {state === 'waiting_for_credits' && t('waits')}
          </p>
        )}
      </div>
      <div className={styles.bars}>
        <Fact label={t('records')}>
          <Progress label={t('records')} done={done} total={items} text={t('progress', { done: count(done), total: count(items) })} />
        </Fact>
        <Fact label={t('money')}>
          {ceiling === 0 ? <p>{t('freeRun')}</p> : <Progress label={t('money')} done={spent} total={ceiling} text={`${money} · ${t('expected', { amount: credits(expected) })}`} />}
        </Fact>
      </div>
      <p className={styles.links}>
        {compares === null && (
          <Link to={kind === 'contact' ? '/w/$slug/contacts' : '/w/$slug/companies'} params={{ slug }} search={{ operation }}>
            {t('show')}
          </Link>
        )}
        {state === 'waiting_for_credits' && (
          <Link to="/w/$slug/settings/credits" params={{ slug }}>
            {t('credits')}
          </Link>
        )}
        <Link to="/w/$slug/history" params={{ slug }} search={{ operation }}>
          {t('history')}
        </Link>
      </p>
    </section>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <h3 className={styles.label}>{label}</h3>
      {children}
    </div>
  );
}
