import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { useParams } from '@tanstack/react-router';
import { useCommon } from '@/lib/i18n';
import { forgetWorkspace } from '@/lib/query';
import { useTitle } from '@/ui/Page';
import { EmptyState } from '@/ui/states';

/** Instead of everything that was on the screen, when the membership ended while it was open. */
export function NoAccess() {
  const t = useCommon();
  const { slug = '' } = useParams({ strict: false });
  useTitle(t('noAccess.title'));
  useEffect(() => forgetWorkspace(slug), [slug]);
  return (
    <main>
      <EmptyState
        title={t('noAccess.title')}
        detail={t('noAccess.detail')}
        actions={<Button onClick={() => window.location.assign('/')}>{t('notFound.home')}</Button>}
      />
    </main>
  );
}
