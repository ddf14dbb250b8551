import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useCommon } from '@/lib/i18n';
import { toast } from './toast';
import styles from './Copyable.module.css';

const SAID_MS = 2000;

interface CopyableProps {
  /** What it is, for the eye and the screen reader. */
  label: string;
  value: string;
}

/** A value that is taken elsewhere: shown in full, selected by a click, copied by a button. */
export function Copyable({ label, value }: CopyableProps) {
  return (
    <div className={styles.field}>
      <span className={styles.label}>{label}</span>
      <div className={styles.line}>
        <input
          className={styles.value}
          readOnly
          value={value}
          aria-label={label}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={value} of={label} />
      </div>
    </div>
  );
}

/** Lines of a program or a list, to be copied whole. */
export function CopyBlock({ label, value }: CopyableProps) {
  return (
    <div className={styles.field}>
      <div className={styles.over}>
        <span className={styles.label}>{label}</span>
        <CopyButton value={value} of={label} />
      </div>
      <pre className={styles.block} tabIndex={0} aria-label={label}>
        {value}
      </pre>
    </div>
  );
}

/** Copies, and says so on itself. */
export function CopyButton({ value, of }: { value: string; of: string }) {
  const t = useCommon();
  const [said, setSaid] = useState(false);
  useEffect(() => {
    if (!said) return undefined;
    const timer = setTimeout(() => setSaid(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = () => {
    const failed = () => toast(t('copy.failed'), { tone: 'bad' });
    // Absent where the page came over plain HTTP from another machine.
    if (navigator.clipboard === undefined) return failed();
    navigator.clipboard.writeText(value).then(() => setSaid(true), failed);
  };
  const Picture = said ? IconCheck : IconCopy;
  return (
    <Button
      size="compact-sm"
      leftSection={<Picture size={14} stroke={1.5} aria-hidden />}
      aria-label={said ? t('copy.done') : t('copy.of', { of })}
      onClick={copy}
    >
      {t(said ? 'copy.done' : 'copy.act')}
    </Button>
  );
}
