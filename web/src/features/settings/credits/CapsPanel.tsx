import type { Spending } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { credits, oneOf } from '@/lib/format';
import { useRights } from '@/lib/permissions';
import { Panel, PanelRow } from '@/ui/Section';
import { CapsDialog } from './CapsDialog';
import styles from './Credits.module.css';
import { useText } from './text';

export type Whose = 'workspace' | 'account';

const CHANGED_BY = { workspace: 'setCaps', account: 'setAccountCaps' } as const;

/** How much may be spent, beside how much was. */
export function CapsPanel({ slug, of, use }: { slug: string; of: Whose; use: Spending }) {
  const t = useText();
  const { may, whoMay } = useRights();
  const [changing, setChanging] = useState(false);
  const { per_run: perRun, per_day: perDay, per_month: perMonth } = use.caps;
  const used = (spent: number, cap: number | null) =>
    cap === null ? t('caps.spent', { spent: credits(spent) }) : t('caps.used', { spent: credits(spent), cap: credits(cap) });
  const act = CHANGED_BY[of];
  return (
    <Panel
      title={t(`caps.${of}`)}
      lead={may(act) ? t(of === 'account' ? 'caps.accountLead' : 'caps.hint') : t('caps.whoMay', { who: oneOf(whoMay(act)) })}
      action={
        may(act) && (
          <Button aria-label={t('caps.changeOf', { of: t(`caps.${of}`) })} onClick={() => setChanging(true)}>
            {t('caps.change')}
          </Button>
        )
      }
    >
      <PanelRow label={t('caps.perRun')}>
        <span className={styles.amount}>{perRun === null ? t('caps.none') : credits(perRun)}</span>
      </PanelRow>
      <PanelRow label={t('caps.perDay')}>
        <span className={styles.amount}>{used(use.spent_today, perDay)}</span>
      </PanelRow>
      <PanelRow label={t('caps.perMonth')}>
        <span className={styles.amount}>{used(use.spent_month, perMonth)}</span>
      </PanelRow>
      {changing && <CapsDialog slug={slug} of={of} caps={use.caps} onClose={() => setChanging(false)} />}
    </Panel>
  );
}
