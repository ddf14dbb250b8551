import { Button } from '@mantine/core';
import { Outlet, useNavigate, type ErrorComponentProps } from '@tanstack/react-router';
import { ApiError } from '@/lib/api';
import { useCommon } from '@/lib/i18n';
import { useTitle } from '@/ui/Page';
import { EmptyState, ErrorState } from '@/ui/states';
import { Toasts } from '@/ui/toast';

export function Root() {
  return (
    <>
      <Outlet />
      <Toasts />
    </>
  );
}

export function NotFound() {
  const t = useCommon();
  const navigate = useNavigate();
  useTitle(t('notFound.title'));
  return (
    <EmptyState
      title={t('notFound.title')}
      detail={t('notFound.detail')}
      actions={<Button onClick={() => void navigate({ to: '/' })}>{t('notFound.home')}</Button>}
    />
  );
}

/** The last net: a screen that failed says so and offers a way on. */
export function Failure({ error, reset }: ErrorComponentProps) {
  const t = useCommon();
  if (error instanceof ApiError) return <ErrorState error={error} retry={reset} />;
  return (
    <EmptyState
      title={t('error.screen')}
      detail={t('error.screenDetail')}
      actions={<Button onClick={() => window.location.reload()}>{t('error.reload')}</Button>}
    />
  );
}
