import type { Finding, RecordKind } from '@leadgen/client';
import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useMay } from '@/lib/permissions';
import { LinkButton } from '@/ui/LinkButton';
import { Status, type Tone } from '@/ui/marks';
import { asChips, GRIDS } from './Behind';
import { useText } from './text';
import styles from './Health.module.css';

const VerifyDialog = lazy(async () => ({ default: (await import('./VerifyDialog')).VerifyDialog }));

const TONES: Record<Finding['level'], Tone> = { invalid: 'bad', suspicious: 'warn', stale: 'quiet' };

interface FindingsProps {
  slug: string;
  kind: RecordKind;
  findings: readonly Finding[];
  words: (value: number) => string;
}

/** What was found in a field: its name, why it matters, and what helps. */
export function Findings({ slug, kind, findings, words }: FindingsProps) {
  const t = useText();
  const may = useMay();
  const [checking, setChecking] = useState<Finding | null>(null);
  return (
    <ul className={styles.findings}>
      {findings.map((finding) => {
        const { id, level, label, why, count, filter, action } = finding;
        const n = words(count);
        return (
          <li key={id}>
            <div className={styles.what}>
              <Status tone={TONES[level]}>{label}</Status>
              <p className={styles.why}>{why}</p>
            </div>
            <div className={styles.acts}>
              {action === 'verify' && may('verifyContacts') && (
                <Button size="compact-sm" aria-label={t('act.verifyOf', { label })} onClick={() => setChecking(finding)}>
                  {t('act.verify')}
                </Button>
              )}
              {action === 'clean_up' && may('previewCleanup') && (
                <LinkButton size="compact-sm" to="/w/$slug/cleanup" params={{ slug }} search={{ kind, filter }} aria-label={t('act.cleanUpOf', { label })}>
                  {t('act.cleanUp')}
                </LinkButton>
              )}
              <LinkButton size="compact-sm" variant="subtle" color="gray" to={GRIDS[kind]} params={{ slug }} search={{ filter: asChips(filter) }} aria-label={t('act.showOf', { label, n })}>
                {t('act.show', { n })}
              </LinkButton>
            </div>
          </li>
        );
      })}
      {checking !== null && (
        <Suspense fallback={null}>
          <VerifyDialog slug={slug} filter={checking.filter} onClose={() => setChecking(null)} />
        </Suspense>
      )}
    </ul>
  );
}
