import { IconDownload } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useRights } from '@/lib/permissions';
import { toast } from '@/ui/toast';
import { useText } from '../text';
import styles from './upload.module.css';
import { useStartUpload } from './useStartUpload';

/** Lets a file be dropped anywhere in the window; shows so only while one hovers. */
export function DropTarget() {
  const t = useText();
  const { may } = useRights();
  // Only the screen of a new import names one to follow.
  const { like } = useSearch({ strict: false });
  const start = useStartUpload(like === undefined ? {} : { like });
  const over = useFileDrop(may('uploadImport'), (files, folders) => {
    if (folders > 0) toast(t('file.folder'), { tone: 'bad' });
    start(files);
  });
  if (!over) return null;
  return (
    <div className={styles.overlay} role="status">
      <div className={styles.overlayCard}>
        <IconDownload size={20} stroke={1.5} aria-hidden />
        <b>{t('file.overlay')}</b>
        <span>{t('file.overlayDetail')}</span>
      </div>
    </div>
  );
}

type Dropped = (files: readonly File[], folders: number) => void;

/** True while files from outside the browser hover over the window. */
function useFileDrop(enabled: boolean, dropped: Dropped): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    if (!enabled) return;
    const move = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      const { files, folders } = contents(event);
      dropped(files, folders);
    };
    window.addEventListener('dragover', move);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', move);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  });
  return over;
}

function holdsFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') ?? false;
}

function contents({ dataTransfer }: DragEvent): { files: File[]; folders: number } {
  const items = [...(dataTransfer?.items ?? [])];
  const folders = items.filter((item) => item.webkitGetAsEntry()?.isDirectory === true).length;
  const files = items
    .filter((item) => item.webkitGetAsEntry()?.isDirectory !== true)
    .flatMap((item) => item.getAsFile() ?? []);
  return { files, folders };
}
