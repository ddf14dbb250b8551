import { getSessionOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { CopyButton } from '@/ui/Copyable';
import { Dialog } from '@/ui/Dialog';
import { useText } from '../text';
import { recoveryFile } from './codes';
import styles from './Security.module.css';

/** Ten codes for the day the phone is gone; shown this once. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const t = useText();
  const { data: session } = useSuspenseQuery(getSessionOptions());
  const text = recoveryFile(t('recovery.heading'), session.user.email, codes);
  const download = () => {
    const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
    const link = Object.assign(document.createElement('a'), { href: url, download: t('recovery.filename') });
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Dialog
      title={t('recovery.title')}
      onClose={onClose}
      footer={
        <Button variant="filled" onClick={onClose}>
          {t('recovery.kept')}
        </Button>
      }
    >
      <p>{t('recovery.lead')}</p>
      <ul className={styles.codes} aria-label={t('recovery.label')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={styles.buttons}>
        <CopyButton value={codes.join('\n')} of={t('recovery.label')} />
        <Button size="compact-sm" leftSection={<IconDownload size={14} stroke={1.5} aria-hidden />} onClick={download}>
          {t('recovery.download')}
        </Button>
      </div>
    </Dialog>
  );
}
