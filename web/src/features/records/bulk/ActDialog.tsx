import { Button } from '@mantine/core';
import { useId, type FormEvent, type ReactNode } from 'react';
import { asApiError } from '@/lib/api';
import { count } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { Dialog } from '@/ui/Dialog';
import { Progress } from '@/ui/Progress';
import { Skeleton, useErrorSentence } from '@/ui/states';
import styles from './ActDialog.module.css';
import type { Act, Selected } from './calls';
import { useText } from './text';
import { useAct, type Doing } from './useAct';

interface ActDialogProps {
  selected: Selected;
  /** A sentence with a place for `{{whom}}`: "5,000 contacts". */
  title: 'edit.title' | 'tag.title' | 'assign.title' | 'list.title' | 'verify.title' | 'remove.title' | 'restore.title';
  submit: 'edit.submit' | 'tag.submit' | 'assign.submit' | 'list.addSubmit' | 'list.removeSubmit' | 'verify.submit' | 'remove.submit' | 'restore.submit';
  tone?: 'bad';
  /** What will be done; null while the form does not say it. */
  act: (() => Act | Promise<Act>) | null;
  /** A refusal of one of these members is said by the form itself. */
  fields?: readonly string[];
  onDone: () => void;
  onClose: () => void;
  children: ReactNode | ((error: unknown) => ReactNode);
}

/** Asks what to do with how many, exactly, then shows how far it has come. */
export function ActDialog({ selected, title, submit, tone, act, fields = [], onDone, onClose, children }: ActDialogProps) {
  const t = useText();
  const common = useCommon();
  const form = useId();
  const done = () => {
    onClose();
    onDone();
  };
  const doing = useAct(selected, done);
  const whom = doing.count === undefined ? '…' : t(`${selected.kind}.some`, { count: doing.count, n: count(doing.count) });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (act !== null) doing.begin(act);
  };
  if (doing.operation !== undefined) return <Running doing={doing} title={t(title, { whom })} onClose={onClose} />;
  return (
    <Dialog
      title={t(title, { whom })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{common('act.cancel')}</Button>
          <Button
            type="submit"
            form={form}
            variant="filled"
            className={tone === 'bad' ? styles.bad : undefined}
            loading={doing.isStarting}
            disabled={act === null || doing.count === undefined || doing.count === 0}
          >
            {t(submit, { whom })}
          </Button>
        </>
      }
    >
      <form id={form} className={styles.form} onSubmit={send} noValidate>
        {typeof children === 'function' ? children(doing.error) : children}
        <Foot doing={doing} whom={whom} fields={fields} />
      </form>
    </Dialog>
  );
}

/** What is to be said of the number and of a refusal. */
function Foot({ doing, whom, fields }: { doing: Doing; whom: string; fields: readonly string[] }) {
  const t = useText();
  const sentence = useErrorSentence();
  const { count: counted, countError, error, hasChanged } = doing;
  const isSaid = fields.some((field) => asApiError(error)?.fields.some((problem) => problem.field === field));
  const problem = countError ?? (isSaid ? null : error);
  return (
    <>
      {counted === undefined && countError === null && (
        <p role="status" aria-label={t('act.counting')}>
          <Skeleton lines={1} />
        </p>
      )}
      {counted === 0 && <p role="status">{t('act.none')}</p>}
      {hasChanged && counted !== 0 && <p role="alert">{t('act.changed', { whom })}</p>}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {sentence(problem)}
        </p>
      )}
    </>
  );
}

function Running({ doing, title, onClose }: { doing: Doing; title: string; onClose: () => void }) {
  const t = useText();
  const { done = 0, total = null, summary = '' } = doing.operation ?? {};
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={doing.stop}>{t('act.stop')}</Button>
          <Button variant="filled" data-autofocus onClick={onClose}>
            {t('act.behind')}
          </Button>
        </>
      }
    >
      <Progress label={summary} done={done} total={total} text={t('act.running', { done: count(done), total: count(total ?? 0) })} />
    </Dialog>
  );
}
