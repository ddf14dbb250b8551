import { retypeField, type OwnType, type RetypePreview, type RetypeSample } from '@leadgen/client';
import { previewRetypeOptions } from '@leadgen/client/query';
import { Button, NativeSelect } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { once } from '@/lib/api';
import { all, count } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import { Dialog } from '@/ui/Dialog';
import { Skeleton, useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useUndoToast } from '@/ui/undo';
import { useText, type OwnField } from './acts';
import styles from './Fields.module.css';

const TYPES = [
  'text', 'long_text', 'number', 'decimal', 'date', 'datetime', 'boolean', 'choice', 'email', 'phone', 'url', 'country',
] as const satisfies readonly OwnType[];
const SHOWN_CHOICES = 12;

interface RetypeDialogProps {
  slug: string;
  field: OwnField;
  onClose: () => void;
}

/** Another type for a field: what it would make of the values is seen before it is done. */
export function RetypeDialog({ slug, field, onClose }: RetypeDialogProps) {
  const t = useText();
  const common = useCommon();
  const sentence = useErrorSentence();
  const undoable = useUndoToast(slug);
  const types = TYPES.filter((one) => one !== field.type);
  const [type, setType] = useState<OwnType>(types[0] ?? 'text');
  const { data, error } = useQuery(previewRetypeOptions({ path: { slug, id: field.id }, query: { type } }));
  const act = useMutation({
    mutationFn: async () =>
      (await retypeField({ path: { slug, id: field.id }, body: { type }, headers: once(), throwOnError: true })).data,
    onSuccess: async ({ operation }) => {
      await refresh(['listFields', 'listFieldUsage']);
      void refresh(['listContacts', 'listCompanies', 'listOperations', 'listViews']);
      const { label } = field;
      if (operation.state === 'running') toast(t('retyping', { label }));
      else undoable(t('didRetype', { label }), operation);
      onClose();
    },
  });
  const problem = act.error ?? error;
  return (
    <Dialog
      title={t('retypeTitle', { label: field.label })}
      size={560}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button variant="filled" disabled={data === undefined} loading={act.isPending} onClick={() => act.mutate()}>
            {t('doRetype')}
          </Button>
        </>
      }
    >
      <p>{t('retypeDetail')}</p>
      <NativeSelect
        data-autofocus
        size="sm"
        className={styles.newType}
        label={t('newType')}
        value={type}
        data={types.map((value) => ({ value, label: t(`types.${value}`) }))}
        onChange={(event) => setType(types.find((one) => one === event.currentTarget.value) ?? type)}
      />
      <div className={styles.preview} aria-live="polite">
        {data === undefined && error === null && <Skeleton lines={3} />}
        {data !== undefined && <Preview preview={data} />}
      </div>
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {sentence(problem)}
        </p>
      )}
    </Dialog>
  );
}

function Preview({ preview }: { preview: RetypePreview }) {
  const t = useText();
  const { converts, stays, exact: isExact, samples, refused, options } = preview;
  if (converts + stays === 0) return <p>{t('empty')}</p>;
  const words = (options ?? []).map(({ label }) => label);
  return (
    <>
      <p className={styles.outcome}>{t('converts', { count: converts, n: count(converts) })}</p>
      <Samples label={t('readable')} samples={samples} />
      {stays > 0 && <p className={styles.outcome}>{t('stays', { count: stays, n: count(stays) })}</p>}
      <Samples label={t('unreadable')} samples={refused} />
      {words.length > 0 && (
        <p className={styles.sub}>
          {t('choices', { count: words.length, n: count(words.length), words: all([...words.slice(0, SHOWN_CHOICES), ...(words.length > SHOWN_CHOICES ? ['…'] : [])]) })}
        </p>
      )}
      {!isExact && <p className={styles.sub}>{t('some')}</p>}
    </>
  );
}

function Samples({ label, samples }: { label: string; samples: readonly RetypeSample[] }) {
  const t = useText();
  if (samples.length === 0) return null;
  return (
    <ul className={styles.samples} aria-label={label}>
      {samples.map(({ raw, value, problem }) => (
        <li key={raw}>
          <span className={styles.raw}>{raw}</span>
          <span className={styles.arrow} role="img" aria-label={t('becomes')}>
            →
          </span>
          <span className={styles.found} data-bad={problem !== null || undefined}>
            {problem ?? shown(value)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function shown(value: RetypeSample['value']): string {
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
