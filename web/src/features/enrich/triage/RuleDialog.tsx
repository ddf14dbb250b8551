import type { TriageRule } from '@leadgen/client';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCommon } from '@/lib/i18n';
import builder from '@/records/filters/Builder.module.css';
import { BuilderBox } from '@/records/filters/BuilderBox';
import { boxed, complete } from '@/records/filters/building';
import { useKnown } from '@/records/filters/known';
import { LiveCount } from '@/records/filters/LiveCount';
import { type Path, read, replaced, type Tree } from '@/records/filters/tree';
import { useLive } from '@/records/filters/useLive';
import { Dialog } from '@/ui/Dialog';
import styles from './Rules.module.css';
import { useText } from './text';

interface RuleDialogProps {
  slug: string;
  /** Undefined: a new one. */
  rule: TriageRule | undefined;
  onRule: (rule: TriageRule) => void;
  onClose: () => void;
}

const WIDE = 760;

/** One rule: what it is called, which companies match it, and what becomes of them. */
export function RuleDialog({ slug, rule, onRule, onClose }: RuleDialogProps) {
  const t = useText();
  const common = useCommon();
  const known = useKnown(slug);
  const first = rule === undefined ? null : read(rule.filter);
  const [name, setName] = useState(rule?.name ?? '');
  const [verdict, setVerdict] = useState(rule?.verdict ?? 'pass');
  const [tier, setTier] = useState(rule?.tier ?? '');
  const [draft, setDraft] = useState(() => boxed(first));
  const [wanted, setWanted] = useState(first);
  const live = useLive(slug, 'company', wanted);
  const change = (path: Path, part: Tree | null) => {
    const next = replaced(draft, path, part) ?? boxed(null);
    setDraft(next);
    setWanted(complete(next, 'company', known));
  };
  const isWhole = name.trim() !== '' && wanted !== null && live.problem === null;
  const take = () => {
    if (wanted === null) return;
    const filter = wanted as unknown as TriageRule['filter'];
    onRule({ name: name.trim(), verdict, tier: verdict === 'pass' ? tier.trim() : '', filter });
  };
  return (
    <Dialog
      title={t(rule === undefined ? 'rule.new' : 'rule.title')}
      size={WIDE}
      onClose={onClose}
      footer={
        <>
          <div className={builder.live}>
            <LiveCount kind="company" live={live} isWhole={wanted !== null} />
            {live.words !== undefined && <p className={builder.words}>{live.words}</p>}
          </div>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button variant="filled" disabled={!isWhole} onClick={take}>
            {t('rule.take')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <TextInput data-autofocus label={t('rule.nameLabel')} maxLength={100} value={name} onChange={(event) => setName(event.currentTarget.value)} />
        <NativeSelect
          size="sm"
          label={t('rule.verdictLabel')}
          value={verdict}
          data={(['pass', 'fail'] as const).map((value) => ({ value, label: t(`verdict.${value}`) }))}
          onChange={(event) => setVerdict(event.currentTarget.value === 'fail' ? 'fail' : 'pass')}
        />
        {verdict === 'pass' && (
          <TextInput label={t('rule.tierLabel')} placeholder={t('rule.tierHint')} maxLength={40} value={tier} onChange={(event) => setTier(event.currentTarget.value)} />
        )}
      </div>
      <div className={builder.conditions} role="group" aria-label={t('rule.conditions')}>
        <BuilderBox slug={slug} kind="company" known={known} tree={draft} path={[]} isHopped={false} onChange={change} />
      </div>
    </Dialog>
  );
}
