import { Button, Textarea } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { moment } from '@/lib/format';
import { LinkButton } from '@/ui/LinkButton';
import { rowsOf } from '../reading/peek';
import { PreviewTable } from '../reading/PreviewTable';
import { useText } from '../text';
import frame from '../Wizard.module.css';
import { keepPasted, pastedText } from './pasted';
import type { Told } from './queue';
import styles from './upload.module.css';
import { useStartUpload } from './useStartUpload';

interface PasteProps {
  slug: string;
  told: Told;
}

/** Cells from a spreadsheet, shown as they will be read; they go on as a file of their own. */
export function Paste({ slug, told }: PasteProps) {
  const t = useText();
  const [text, setText] = useState(pastedText);
  const start = useStartUpload({ ...told, origin: 'paste' });
  const shown = useDeferredValue(text);
  const rows = useMemo(() => rowsOf(shown), [shown]);
  const change = (next: string) => {
    keepPasted(next);
    setText(next);
  };
  const go = () => {
    const name = t('paste.filename', { at: moment(new Date().toISOString()) });
    keepPasted('');
    start([new File([text], name, { type: 'text/plain' })]);
  };
  return (
    <section className={frame.panel} data-wide>
      <h2>{t('paste.title')}</h2>
      <Textarea
        data-autofocus
        autoFocus
        size="sm"
        w="100%"
        label={t('paste.label')}
        description={t('paste.hint')}
        rows={rows.length === 0 ? 10 : 4}
        value={text}
        spellCheck={false}
        classNames={{ input: styles.cells ?? '' }}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {rows.length > 0 && (
        <div className={styles.pasted}>
          <p>{t('paste.look')}</p>
          <PreviewTable label={t('paste.look')} header={null} rows={rows} />
        </div>
      )}
      <div className={frame.buttons}>
        <Button variant="filled" disabled={rows.length === 0} onClick={go}>
          {t('paste.go')}
        </Button>
        <LinkButton to="/w/$slug/imports/new" params={{ slug }} search={told.like === undefined ? {} : { like: told.like }}>
          {t('step.back')}
        </LinkButton>
      </div>
    </section>
  );
}
