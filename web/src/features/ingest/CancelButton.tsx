import type { Import } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { count } from '@/lib/format';
import { Dialog } from '@/ui/Dialog';
import { useErrorSentence } from '@/ui/states';
import { useCancel } from './acts';
import { useText } from './text';

interface CancelProps {
  slug: string;
  imported: Import;
}

/** Stops an import. Once something has been written it asks whether to keep that. */
export function CancelButton({ slug, imported }: CancelProps) {
  const t = useText();
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const written = imported.progress?.phase === 'applying';
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => setAsking(true)}>
        {t('wizard.cancel')}
      </Button>
      {asking && written && <KeepOrUndo slug={slug} imported={imported} onClose={close} />}
      {asking && !written && <Discard slug={slug} imported={imported} onClose={close} />}
    </>
  );
}

interface QuestionProps extends CancelProps {
  onClose: () => void;
}

function KeepOrUndo({ slug, imported, onClose }: QuestionProps) {
  const t = useText();
  const sentence = useErrorSentence();
  const cancel = useCancel(slug, imported.id);
  const answering = cancel.isPending;
  const answer = (keep: boolean) => cancel.mutate(keep, { onSuccess: onClose });
  const { done, total } = imported.progress ?? { done: 0, total: null };
  return (
    <Dialog
      title={t('cancel.title')}
      onClose={onClose}
      size={500}
      footer={
        <>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {t('cancel.goOn')}
          </Button>
          <Button loading={answering && !cancel.variables} disabled={answering} onClick={() => answer(false)}>
            {t('cancel.undo')}
          </Button>
          <Button loading={answering && cancel.variables} disabled={answering} onClick={() => answer(true)}>
            {t('cancel.keep')}
          </Button>
        </>
      }
    >
      <p>{t('cancel.detail', { done: count(done), total: count(total ?? imported.counts.lines) })}</p>
      <p>
        <b>{t('cancel.keep')}</b>: {t('cancel.keepDetail')}
      </p>
      <p>
        <b>{t('cancel.undo')}</b>: {t('cancel.undoDetail')}
      </p>
      {cancel.error !== null && <p role="alert">{sentence(cancel.error)}</p>}
    </Dialog>
  );
}

function Discard({ slug, imported, onClose }: QuestionProps) {
  const t = useText();
  const sentence = useErrorSentence();
  const cancel = useCancel(slug, imported.id);
  return (
    <Dialog
      title={t('cancel.discardTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel.stay')}</Button>
          <Button
            variant="filled"
            loading={cancel.isPending}
            onClick={() => cancel.mutate(false, { onSuccess: onClose })}
          >
            {t('cancel.discard')}
          </Button>
        </>
      }
    >
      <p>{t('cancel.discardDetail')}</p>
      {cancel.error !== null && <p role="alert">{sentence(cancel.error)}</p>}
    </Dialog>
  );
}
