import type { CreatedApiKey } from '@leadgen/client';
import { Button } from '@mantine/core';
import { CopyBlock, Copyable } from '@/ui/Copyable';
import { Dialog } from '@/ui/Dialog';
import { useText } from '../text';
import { curlOf } from './scopes';
import styles from './Keys.module.css';

interface NewSecretProps {
  slug: string;
  created: CreatedApiKey;
  onClose: () => void;
}

/** The secret, this once, and a first call that works with it. */
export function NewSecret({ slug, created, onClose }: NewSecretProps) {
  const t = useText();
  const { api_key: key, secret } = created;
  const curl = curlOf(window.location.origin, slug, secret, key.scopes);
  return (
    <Dialog
      title={t('keys.madeTitle', { name: key.name })}
      size={540}
      onClose={onClose}
      footer={
        <Button variant="filled" onClick={onClose}>
          {t('keys.kept')}
        </Button>
      }
    >
      <p className={styles.warn}>{t('keys.onceOnly')}</p>
      <Copyable label={t('keys.secret')} value={secret} />
      {curl !== null && <CopyBlock label={t('keys.example')} value={curl} />}
    </Dialog>
  );
}
