import { countContacts, verifyContacts } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { asApiError, once } from '@/lib/api';
import { count } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import { useMay } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { Dialog } from '@/ui/Dialog';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { judgesOf, useFields } from '@/records/fields';
import { useText } from './text';
import styles from './Health.module.css';

const RunDialog = lazy(async () => ({ default: (await import('@/records/enriching/RunDialog')).RunDialog }));

interface VerifyDialogProps {
  slug: string;
  filter: unknown;
  onClose: () => void;
}

/** Says whose addresses will be checked, exactly, what a check can show, and who could tell more. */
export function VerifyDialog(props: VerifyDialogProps) {
  const { slug, filter, onClose } = props;
  const [isAsking, setAsking] = useState(false);
  const fields = useFields(slug, 'contact');
  if (!isAsking) return <Checking {...props} onVerifier={() => setAsking(true)} />;
  return (
    <Suspense fallback={null}>
      <RunDialog slug={slug} kind="contact" selection={{ filter: filter as { [key: string]: unknown } }} only={judgesOf(fields)} onClose={onClose} />
    </Suspense>
  );
}

function Checking({ slug, filter, onClose, onVerifier }: VerifyDialogProps & { onVerifier: () => void }) {
  const t = useText();
  const may = useMay();
  const common = useCommon();
  const sentence = useErrorSentence();
  const navigate = useNavigate();
  const selection = { filter: filter as { [key: string]: unknown } };
  const counted = useQuery({
    queryKey: [{ _id: 'countSelection', path: { slug } }, selection] as const,
    queryFn: async ({ signal }) => (await countContacts({ path: { slug }, body: selection, signal, throwOnError: true })).data.count,
    staleTime: 0,
    gcTime: 0,
  });
  const n = counted.data;
  const check = useMutation({
    mutationFn: (expected: number) => verifyContacts({ path: { slug }, headers: once(), body: { selection, expected }, throwOnError: true }),
    onSuccess: (_, expected) => {
      onClose();
      const follow = { label: t('verify.history'), act: () => void navigate({ to: '/w/$slug/history', params: { slug } }) };
      toast(t('verify.begun', { count: expected, n: count(expected) }), { action: follow });
      void refresh(['listOperations', 'getDataHealth']);
    },
    // It became another number meanwhile: asked again with that one.
    onError: (error) => asApiError(error)?.code === 'selection_changed' && void counted.refetch(),
  });
  const problem = counted.error ?? check.error;
  return (
    <Dialog
      title={n === undefined ? t('verify.counting') : t('verify.title', { count: n, n: count(n) })}
      onClose={onClose}
      footer={
        <>
          <Button data-autofocus onClick={onClose}>
            {common('act.cancel')}
          </Button>
          <Button variant="filled" loading={check.isPending} disabled={n === undefined || n === 0} onClick={() => n !== undefined && check.mutate(n)}>
            {t('verify.submit')}
          </Button>
        </>
      }
    >
      <p>{n === 0 ? t('verify.none') : t('verify.what')}</p>
      {n !== 0 && (
        <p>
          {t('verify.limits')}{' '}
          {may('startEnrichmentRun') && (
            <button type="button" className={styles.link} onClick={onVerifier}>
              {t('verify.ask')}
            </button>
          )}
        </p>
      )}
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {sentence(problem)}
        </p>
      )}
    </Dialog>
  );
}
