import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useMediaQuery } from '@/lib/media';
import { LinkButton } from '@/ui/LinkButton';
import { useText } from '../text';
import { keepPasted } from './pasted';
import type { Told } from './queue';
import styles from './upload.module.css';
import { useStartUpload } from './useStartUpload';

interface ChooseProps {
  slug: string;
  told: Told;
}

/** The ways in: a dropped or chosen file, cells from the clipboard, an address. */
export function Choose({ slug, told }: ChooseProps) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const start = useStartUpload(told);
  // Nothing can be dropped with a finger.
  const isTouch = useMediaQuery('(hover: none)');
  usePaste(slug, told, start);
  return (
    <div className={styles.choose}>
      <h2>{t(isTouch ? 'file.chooseTitle' : 'file.dropTitle')}</h2>
      <p>{t('file.dropDetail')}</p>
      {/* No list of endings: which files can be read is known to the sources, not to this page. */}
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={t('file.choose')}
        onChange={(event) => start([...(event.currentTarget.files ?? [])])}
      />
      <Button variant="filled" onClick={() => input.current?.click()}>
        {t('file.choose')}
      </Button>
      <div className={styles.others}>
        <LinkButton variant="subtle" color="gray" to="/w/$slug/imports/new" params={{ slug }} search={{ ...likeOf(told), from: 'paste' }}>
          {t('paste.begin')}
        </LinkButton>
        <LinkButton variant="subtle" color="gray" to="/w/$slug/imports/new" params={{ slug }} search={{ ...likeOf(told), from: 'url' }}>
          {t('link.begin')}
        </LinkButton>
      </div>
    </div>
  );
}

function likeOf({ like }: Told): { like?: string } {
  return like === undefined ? {} : { like };
}

/** What is pasted anywhere on this screen: files start, cells are shown first. */
function usePaste(slug: string, told: Told, start: (files: readonly File[]) => void): void {
  const navigate = useNavigate();
  useEffect(() => {
    const listen = (event: ClipboardEvent) => {
      const { clipboardData, target } = event;
      if (target instanceof Element && target.matches('input, textarea')) return;
      const files = [...(clipboardData?.files ?? [])];
      const text = clipboardData?.getData('text/plain') ?? '';
      // Else the browser would paste the cells once more, into the field that takes the focus meanwhile.
      event.preventDefault();
      if (files.length > 0) start(files);
      else if (text.trim() !== '') {
        keepPasted(text);
        void navigate({ to: '/w/$slug/imports/new', params: { slug }, search: { ...likeOf(told), from: 'paste' } });
      }
    };
    window.addEventListener('paste', listen);
    return () => window.removeEventListener('paste', listen);
  });
}
