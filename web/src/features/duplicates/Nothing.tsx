import type { ClusterCounts, RecordKind } from '@leadgen/client';
import { Button } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { count } from '@/lib/format';
import { useMay } from '@/lib/permissions';
import { countOptions } from '@/records/calls';
import { LinkButton } from '@/ui/LinkButton';
import { EmptyState } from '@/ui/states';
import styles from './Duplicates.module.css';
import { Running, ScanButton } from './ScanFacts';
import type { ClusterState } from './search';
import { useText } from './text';
import type { Scanning } from './useScan';

const ICON = <IconCopy size={18} stroke={1.5} aria-hidden />;

/** Nobody looked yet: what it does, and the one act that begins it. */
export function NeverScanned({ slug, kind, scanning }: { slug: string; kind: RecordKind; scanning: Scanning }) {
  const t = useText();
  const may = useMay();
  const { data: total } = useQuery(countOptions(slug, kind, undefined));
  if (total?.value === 0) {
    return (
      <EmptyState
        icon={ICON}
        title={t(`${kind}.empty`)}
        detail={t(`${kind}.neverDetail`)}
        actions={may('uploadImport') && <LinkButton variant="filled" to="/w/$slug/imports/new" params={{ slug }}>{t('nothing.import')}</LinkButton>}
      />
    );
  }
  const act = (
    <Button variant="filled" loading={scanning.isStarting} onClick={scanning.begin}>
      {t(`${kind}.find`)}
    </Button>
  );
  return (
    <EmptyState
      icon={ICON}
      title={t(`${kind}.never`)}
      detail={
        <>
          {t(`${kind}.neverDetail`)} {!may('startDuplicateScan') && t('nothing.readOnly')}
        </>
      }
      actions={may('startDuplicateScan') && act}
    />
  );
}

interface NothingThereProps {
  kind: RecordKind;
  state: ClusterState;
  operation: string | undefined;
  counts: ClusterCounts;
  scanning: Scanning;
}

/** Nothing in this state: because nothing was found, or because all of it is decided. */
export function NothingThere({ kind, state, operation, counts, scanning }: NothingThereProps) {
  const t = useText();
  const { running, last, newest } = scanning;
  if (running !== undefined && state === 'open') {
    return <EmptyState icon={ICON} title={t('scan.running')} detail={t('scan.behind')} actions={<div className={styles.progress}><Running progress={running.progress} size="large" /></div>} />;
  }
  if (state === 'open' && newest?.state === 'failed') {
    return <EmptyState icon={ICON} title={t('scan.failed')} detail={newest.error ?? undefined} actions={<ScanButton scanning={scanning} />} />;
  }
  if (state === 'open' && last === undefined) return <EmptyState icon={ICON} title={t('scan.cancelled')} detail={t(`${kind}.neverDetail`)} />;
  if (operation !== undefined) return <EmptyState icon={ICON} title={t('nothing.operation')} detail={t('nothing.operationDetail')} />;
  if (state !== 'open') return <EmptyState icon={ICON} title={t(`nothing.${state}`)} detail={t(`nothing.${state}Detail`)} />;
  const wasNothing = Object.values(counts).every(({ value }) => value === 0);
  if (!wasNothing) return <EmptyState icon={ICON} title={t('nothing.open')} detail={t('nothing.openDecided')} />;
  const records = last?.records ?? 0;
  return <EmptyState icon={ICON} title={t(`${kind}.none`)} detail={t('nothing.openDetail', { scanned: t(`${kind}.scanned`, { count: records, n: count(records) }) })} />;
}
