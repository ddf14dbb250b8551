import type { Field, RecordKind, Selection } from '@leadgen/client';
import { Button, Checkbox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo, useState } from 'react';
import { count } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { useMay } from '@/lib/permissions';
import { Dialog } from '@/ui/Dialog';
import { Skeleton, useErrorSentence } from '@/ui/states';
import { useText as useQuestionText } from '../questions/text';
import { choicesOptions, type Preset, quoteOptions, type Wish } from './calls';
import { amountOf, fieldsOf, narrowed, presetOf } from './choice';
import styles from './Enriching.module.css';
import { Presets } from './Presets';
import { Price } from './Price';
import type { EnrichmentOptions, EnrichmentPreset } from './shapes';
import { Stages } from './Stages';
import { useText } from './text';
import { useStart } from './useStart';

const QuestionDialog = lazy(async () => ({ default: (await import('../questions/QuestionDialog')).QuestionDialog }));

const WIDE = 580;
const REST_MS = 250;

interface RunDialogProps {
  slug: string;
  kind: RecordKind;
  selection: Selection;
  onClose: () => void;
  /** Nothing but these fields of those that can be found, and also where they are over their time. */
  only?: readonly string[];
  /** All of the selection is being enriched, not only the first of it. */
  onAll?: () => void;
}

/** What to find for how many records and what it costs at most, before anything is asked. */
export function RunDialog(props: RunDialogProps) {
  const t = useText();
  const common = useCommon();
  const sentence = useErrorSentence();
  const { slug, kind, onClose } = props;
  const { data, error } = useQuery(choicesOptions(slug, kind));
  if (data !== undefined) return <Asking {...props} options={props.only === undefined ? data : narrowed(data, props.only)} />;
  return (
    <Dialog title={t(`${kind}.open`)} size={WIDE} onClose={onClose} footer={<Button onClick={onClose}>{common('act.cancel')}</Button>}>
      {error === null ? <Skeleton lines={5} /> : <p role="alert">{sentence(error)}</p>}
    </Dialog>
  );
}

function Asking({ slug, kind, selection, only, options, onClose, onAll }: RunDialogProps & { options: EnrichmentOptions }) {
  const t = useText();
  const common = useCommon();
  const sentence = useErrorSentence();
  const questions = useQuestionText();
  const may = useMay();
  const [isAsking, setAsking] = useState(false);
  const [{ wanted, preset }, choose] = useState(() => (only === undefined ? choiceOf(options, options.presets[0]) : choiceAmong(options)));
  const [refresh, setRefresh] = useState(only !== undefined);
  const [limit, setLimit] = useState('');
  const wish = useMemo<Wish>(() => wishOf({ kind, selection, refresh }, wanted, preset), [kind, selection, refresh, wanted, preset]);
  const [asked] = useDebouncedValue(wish, REST_MS);
  const { data: quote, error, isPlaceholderData, refetch } = useQuery({ ...quoteOptions(slug, asked), enabled: wanted.size > 0 });
  const starting = useStart({ slug, onOutdated: () => void refetch(), onStarted: onClose });
  const ceiling = amountOf(limit);
  const isWrong = limit !== '' && ceiling === null;
  const isOld = asked !== wish || isPlaceholderData;
  const shown = wanted.size === 0 ? undefined : quote;
  const whom = only === undefined ? kind : 'verifier';
  const first = shown?.first ?? null;
  const isReady = shown !== undefined && !isOld && !isWrong && shown.cells > 0;
  const begin = (most: number | null) => {
    if (shown !== undefined) starting.begin(shown, { first: most, ceiling }, most === null ? onAll : undefined);
  };
  if (isAsking) {
    const kept = ({ key }: Field) => {
      choose({ wanted: new Set([...wanted, key]), preset: undefined });
      setAsking(false);
    };
    return (
      <Suspense fallback={null}>
        <QuestionDialog slug={slug} kind={kind} selection={selection} onKept={kept} onClose={() => setAsking(false)} />
      </Suspense>
    );
  }
  return (
    <Dialog
      title={shown === undefined ? t(`${whom}.open`) : t(`${whom}.title`, { count: shown.records, n: count(shown.records) })}
      size={WIDE}
      onClose={onClose}
      footer={
        <>
          <Button className={styles.leave ?? ''} variant="subtle" color="gray" onClick={onClose}>
            {common('act.cancel')}
          </Button>
          <Button variant={first === null ? 'filled' : 'default'} disabled={!isReady} loading={starting.isPending} onClick={() => begin(null)}>
            {t(first === null ? 'only' : 'all')}
          </Button>
          {first !== null && (
            <Button variant="filled" data-autofocus disabled={!isReady} loading={starting.isPending} onClick={() => begin(first.records)}>
              {t('first', { n: count(first.records) })}
            </Button>
          )}
        </>
      }
    >
      <p>{t(only === undefined ? 'lead' : 'verifier.lead')}</p>
      {only === undefined && <Presets options={options} chosen={preset} onChoose={(one) => choose(choiceOf(options, one))} />}
      <Stages slug={slug} kind={kind} options={options} wanted={wanted} quote={shown} isOld={isOld} onWanted={(fields) => choose({ wanted: fields, preset: presetOf(options, fields) })} />
      {only === undefined && may('createField') && (
        <button type="button" className={`${styles.fields} ${styles.ask}`} onClick={() => setAsking(true)}>
          {questions('open')}
        </button>
      )}
      {only === undefined && (
        <Checkbox
          className={styles.refresh ?? ''}
          classNames={{ description: styles.hint ?? '' }}
          label={t('refresh')}
          description={t('refreshHint')}
          checked={refresh}
          onChange={({ currentTarget: { checked } }) => setRefresh(checked)}
        />
      )}
      <Price quote={shown} isOld={isOld && wanted.size > 0} limit={limit} amount={ceiling} isWrong={isWrong} onLimit={setLimit} />
      {starting.hasChanged && <p role="alert">{t('again')}</p>}
      {(error ?? starting.error) !== null && (
        <p className={styles.problem} role="alert">
          {sentence(error ?? starting.error)}
        </p>
      )}
    </Dialog>
  );
}

interface Choice {
  wanted: ReadonlySet<string>;
  /** By whose name it goes; two may mean the same fields here. */
  preset: string | undefined;
}

function choiceOf(options: EnrichmentOptions, preset: EnrichmentPreset | undefined): Choice {
  return { wanted: fieldsOf(options, preset?.stages ?? []), preset: preset?.key };
}

function choiceAmong(options: EnrichmentOptions): Choice {
  return { wanted: fieldsOf(options, options.stages.map(({ key }) => key)), preset: undefined };
}

/** By the preset's name where the choice is one: what it means may grow. */
function wishOf(whom: Omit<Wish, 'preset' | 'fields'>, wanted: ReadonlySet<string>, preset: string | undefined): Wish {
  return preset === undefined ? { ...whom, fields: [...wanted] } : { ...whom, preset: preset as Preset };
}
