import type { TriageOutlook } from '@leadgen/client';
import { Link } from '@tanstack/react-router';
import { count } from '@/lib/format';
import { Status, type Tone } from '@/ui/marks';
import { SAYS, type Verdict } from './calls';
import styles from './Rules.module.css';
import { useText } from './text';

const VERDICTS = ['pass', 'fail', 'ask'] as const satisfies readonly Verdict[];
export const TONES: Record<Verdict, Tone> = { pass: 'good', fail: 'quiet', ask: 'warn' };

/** How many companies pass, fail and are asked about, each the way to them. */
export function Counts({ slug, outlook: { now, by_person: byPerson } }: { slug: string; outlook: TriageOutlook }) {
  const t = useText();
  return (
    <section aria-label={t('counts.title')} className={styles.counts}>
      {VERDICTS.map((verdict) => (
        <Link key={verdict} to="/w/$slug/companies" params={{ slug }} search={{ filter: { all: [SAYS(verdict)] } }}>
          <Status tone={TONES[verdict]}>{t(`verdict.${verdict}`)}</Status> <strong>{count(now[verdict])}</strong>
        </Link>
      ))}
      {byPerson > 0 && <span className={styles.muted}>{t('counts.person', { n: count(byPerson) })}</span>}
    </section>
  );
}

/** Which companies would get another answer. */
export function Consequences({ outlook }: { outlook: TriageOutlook | undefined }) {
  const t = useText();
  return (
    <div role="status">
      <h3>{t('change.title')}</h3>
      {outlook === undefined && <p className={styles.muted}>{t('counts.counting')}</p>}
      {outlook?.moves.length === 0 && <p>{t('change.none')}</p>}
      <ul>
        {outlook?.moves.map(({ before, after, companies }) => (
          <li key={`${before} ${after}`}>
            {t('change.move', { count: companies, n: count(companies), before: t(`verdict.${before}`), after: t(`verdict.${after}`) })}
          </li>
        ))}
      </ul>
    </div>
  );
}
