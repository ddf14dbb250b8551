import type { LineProblemGroup } from '@leadgen/client';
import { getWorkspaceOptions } from '@leadgen/client/query';
import { Radio, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { count } from '@/lib/format';
import { FormDialog } from '@/ui/FormDialog';
import { useFixColumn } from '../acts';
import { useFields } from '../columns/useFields';
import { useText } from '../text';
import styles from './review.module.css';

interface FixDialogProps {
  slug: string;
  id: string;
  group: LineProblemGroup;
  /** What the workspace calls the column. */
  label: string;
  onClose: () => void;
}

const WAYS = ['leave', 'replace', 'same'] as const;
type Way = (typeof WAYS)[number];

/** One answer for all lines with one problem: leave the value out, or put another in its place. */
export function FixDialog({ slug, id, group, label, onClose }: FixDialogProps) {
  const t = useText();
  const { column, message, count: n, samples } = group;
  const [way, setWay] = useState<Way>('leave');
  const [find, setFind] = useState(samples[0] ?? '');
  const [text, setText] = useState('');
  const fix = useFixColumn(slug, id);
  if (column === null) return null;
  const words = { count: n, n: count(n), label, message: message.replace(/\.$/, '') };
  const ways = samples.some((sample) => sample !== '') ? WAYS : WAYS.filter((one) => one !== 'replace');
  const send = () => {
    const body = way === 'replace' ? { column, find, text: text.trim(), problem: null } : { column, find: null, text: way === 'leave' ? '' : text.trim(), problem: message };
    fix.mutate(body, { onSuccess: onClose });
  };
  return (
    <FormDialog
      title={t('fix.title', { label })}
      lead={t('fix.lead', words)}
      submit={t(way === 'leave' ? 'fix.submitLeave' : 'fix.submit')}
      pending={fix.isPending}
      error={fix.error}
      disabled={way !== 'leave' && text.trim() === ''}
      onSubmit={send}
      onClose={onClose}
    >
      <WithoutCountry slug={slug} id={id} group={group} />
      <Radio.Group aria-label={t('fix.way')} value={way} onChange={(value) => setWay(WAYS.find((one) => one === value) ?? 'leave')}>
        <div className={styles.ways}>
          {ways.map((one) => (
            <Radio
              key={one}
              size="xs"
              value={one}
              label={t(`fix.${one}`, words)}
              description={t(`fix.${one}Detail`, words)}
              classNames={{ label: styles.way ?? '', description: styles.wayHint ?? '' }}
              data-autofocus={one === way || undefined}
            />
          ))}
        </div>
      </Radio.Group>
      {way === 'replace' && (
        <Select
          label={t('fix.find')}
          data={[...new Set(samples.filter((sample) => sample !== ''))]}
          value={find}
          allowDeselect={false}
          onChange={(value) => setFind(value ?? '')}
        />
      )}
      {way !== 'leave' && (
        <TextInput label={t(way === 'same' ? 'fix.text' : 'fix.with')} autoComplete="off" value={text} onChange={(event) => setText(event.currentTarget.value)} />
      )}
    </FormDialog>
  );
}

/** Phone numbers are often fine, and only their country is not known. */
function WithoutCountry({ slug, id, group: { field } }: Pick<FixDialogProps, 'slug' | 'id' | 'group'>) {
  const t = useText();
  const isPhone = useFields(slug).some(({ key, type }) => key === field && type === 'phone');
  const { data } = useQuery(getWorkspaceOptions({ path: { slug } }));
  if (!isPhone || data === undefined || data.country !== null) return null;
  return (
    <p className={styles.wayHint}>
      {t('fix.country')}{' '}
      <Link to="/w/$slug/imports/$id" params={{ slug, id }} search={{ step: 'matching' }} className={styles.wayLink}>
        {t('fix.chooseCountry')}
      </Link>
    </p>
  );
}
