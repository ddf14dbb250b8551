import type { CostLine, Costs } from '@leadgen/client';
import { Select, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import type { Cut } from './calls';
import styles from './Costs.module.css';
import { without } from './search';
import { nameOf, type Span, SPANS, spanOf } from './spans';
import { useText } from './text';

const SIDES = ['stage', 'provider', 'model', 'member'] as const;
const LINES = { stage: 'stages', provider: 'providers', model: 'models', member: 'members' } as const;
const FROM = '/w/$slug/enrichment/costs';

/** Of which days, and of what alone: all of it stands in the address. */
export function Narrowed({ slug, cut, costs }: { slug: string; cut: Cut; costs: Costs | undefined }) {
  const t = useText();
  const navigate = useNavigate({ from: FROM });
  const choose = (span: Partial<Span>) => void navigate({ search: (before) => ({ ...before, ...cutDays(cut), ...span }), replace: true });
  const spans = [...SPANS, 'own' as const].map((value) => ({ value, label: t(`spans.${value}`) }));
  return (
    <div className={styles.narrowed}>
      <Select
        aria-label={t('span')}
        data={spans}
        value={nameOf(cut) ?? 'own'}
        allowDeselect={false}
        onChange={(name) => {
          const found = SPANS.find((one) => one === name);
          if (found !== undefined) choose(spanOf(found));
        }}
      />
      <TextInput type="date" aria-label={t('since')} title={t('utc')} value={cut.since} max={cut.until} onChange={(event) => event.currentTarget.value !== '' && choose({ since: event.currentTarget.value })} />
      <span aria-hidden>–</span>
      <TextInput type="date" aria-label={t('until')} title={t('utc')} value={cut.until} min={cut.since} onChange={(event) => event.currentTarget.value !== '' && choose({ until: event.currentTarget.value })} />
      {SIDES.filter((side) => cut[side] !== undefined).map((side) => {
        const name = t(`only.${side}`, { name: labelOf(costs?.[LINES[side]] ?? [], cut[side] ?? '') || t('noModel') });
        return (
          <Link key={side} className={styles.chip} to={FROM} params={{ slug }} search={(before) => without(before, side)} aria-label={t('all', { name })}>
            {name}
            <IconX size={12} stroke={1.5} aria-hidden />
          </Link>
        );
      })}
    </div>
  );
}

function cutDays({ since, until }: Span): Span {
  return { since, until };
}

function labelOf(lines: readonly CostLine[], key: string): string {
  return lines.find((line) => line.key === key)?.label ?? key;
}
