import type { RecordKind } from '@leadgen/client';
import { lazy, Suspense } from 'react';
import { useWorkspace } from '@/lib/workspace';
import { Page } from '@/ui/Page';
import { ErrorState, Skeleton } from '@/ui/states';
import { RecordsList } from './RecordsList';
import { useText } from './text';
import { useGridSearch } from './useGridSearch';
import { useViews } from './views/useViews';

const ViewGone = lazy(async () => ({ default: (await import('./views/ViewNotices')).ViewGone }));

/** All records of one kind, or those of a view; nothing before it is known which. */
export function RecordsScreen({ kind }: { kind: RecordKind }) {
  const t = useText();
  const { slug } = useWorkspace();
  const [search, change] = useGridSearch();
  const { views, error, retry } = useViews(slug, kind);
  const view = views?.find(({ id }) => id === search.view);
  if (search.view !== undefined && view === undefined) {
    return (
      <Page title={t(`${kind}.title`)}>
        <Suspense fallback={null}>{views !== undefined && <ViewGone kind={kind} onAll={() => change({ view: undefined })} />}</Suspense>
        {views === undefined && (error === null ? <Skeleton lines={12} /> : <ErrorState error={error} retry={retry} />)}
      </Page>
    );
  }
  return <RecordsList kind={kind} views={views ?? []} view={view} />;
}
