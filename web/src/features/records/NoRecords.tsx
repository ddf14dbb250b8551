import { loadSample, type RecordKind } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconBuilding, IconUser } from '@tabler/icons-react';
import { once } from '@/lib/api';
import { useRights } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { LinkButton } from '@/ui/LinkButton';
import { EmptyState, useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useText } from './text';

interface NoRecordsProps {
  kind: RecordKind;
  slug: string;
  /** Something narrows the list, so that its emptiness says nothing about the workspace. */
  filtered: boolean;
}

/** The empty grid: what belongs here and the one act that brings it. */
export function NoRecords({ kind, slug, filtered }: NoRecordsProps) {
  const t = useText();
  const navigate = useNavigate();
  const mayImport = useRights().may('uploadImport');
  const sample = useSample(slug);
  const Picture = kind === 'contact' ? IconUser : IconBuilding;
  if (filtered) return <EmptyState title={t('empty.filtered')} detail={t('empty.filteredDetail')} />;
  const icon = <Picture size={20} stroke={1.5} aria-hidden />;
  if (sample.isSuccess) {
    const follow = (
      <LinkButton to="/w/$slug/imports" params={{ slug }}>
        {t('sample.follow')}
      </LinkButton>
    );
    return <EmptyState icon={icon} title={t('sample.loading')} detail={t('sample.loadingDetail')} actions={follow} />;
  }
  return (
    <EmptyState
      icon={icon}
      title={t(`${kind}.empty`)}
      detail={mayImport ? t(`${kind}.emptyDetail`) : t('empty.readOnly')}
      actions={
        mayImport && (
          <>
            <Button variant="filled" onClick={() => void navigate({ to: '/w/$slug/imports/new', params: { slug } })}>
              {t('empty.import')}
            </Button>
            <Button onClick={() => sample.mutate()} disabled={sample.isPending}>
              {t('empty.sample')}
            </Button>
          </>
        )
      }
    />
  );
}

function useSample(slug: string) {
  const sentence = useErrorSentence();
  return useMutation({
    mutationFn: () => loadSample({ path: { slug }, headers: once(), throwOnError: true }),
    onSuccess: () => refresh(['listImports', 'getSample']),
    onError: (error) => toast(sentence(error), { tone: 'bad' }),
  });
}
