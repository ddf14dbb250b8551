import { cleanTags, removeTag, type Tag } from '@leadgen/client';
import { listTagsOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { IconTag } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { count, total } from '@/lib/format';
import { useRights } from '@/lib/permissions';
import { refresh } from '@/lib/query';
import { useWorkspace } from '@/lib/workspace';
import { Confirm } from '@/ui/Confirm';
import { Section } from '@/ui/Section';
import { EmptyState, ErrorState, Skeleton, useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useUndoToast } from '@/ui/undo';
import { useText as useSettingsText } from '../text';
import { MergeDialog } from './MergeDialog';
import { TagsTable } from './TagsTable';
import { CHANGED, useText } from './text';

/** The workspace's tags: renamed, merged, taken off everybody, forgotten where nobody has them. */
export function TagsSection() {
  const t = useText();
  const settings = useSettingsText();
  const { slug } = useWorkspace();
  const { may } = useRights();
  const [merging, setMerging] = useState<Tag | null>(null);
  const [removing, setRemoving] = useState<Tag | null>(null);
  const { data, error, refetch } = useQuery(listTagsOptions({ path: { slug } }));
  const isEmpty = data !== undefined && data.items.length === 0;
  const hasUnused = data?.items.some((tag) => tag.count.value === 0) ?? false;
  return (
    <Section title={settings('sections.tags')} lead={t('lead')} action={hasUnused && may('cleanTags') && <Clean slug={slug} />}>
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      {isEmpty && (
        <EmptyState icon={<IconTag size={18} stroke={1.5} aria-hidden />} title={t('emptyTitle')} detail={t('emptyDetail')} />
      )}
      {data !== undefined && !isEmpty && <TagsTable slug={slug} tags={data.items} onMerge={setMerging} onRemove={setRemoving} />}
      {merging !== null && <MergeDialog slug={slug} tag={merging} tags={data?.items ?? []} onClose={() => setMerging(null)} />}
      {removing !== null && <RemoveDialog slug={slug} tag={removing} onClose={() => setRemoving(null)} />}
    </Section>
  );
}

function Clean({ slug }: { slug: string }) {
  const t = useText();
  const sentence = useErrorSentence();
  const { mutate, isPending } = useMutation({
    mutationFn: async () => (await cleanTags({ path: { slug }, throwOnError: true })).data,
    onSuccess: async ({ removed }) => {
      await refresh(['listTags']);
      toast(removed === 0 ? t('nothingUnused') : t('didClean', { count: removed, n: count(removed) }));
    },
    onError: (error) => toast(sentence(error), { tone: 'bad' }),
  });
  return (
    <Button loading={isPending} onClick={() => mutate()}>
      {t('clean')}
    </Button>
  );
}

function RemoveDialog({ slug, tag, onClose }: { slug: string; tag: Tag; onClose: () => void }) {
  const t = useText();
  const undoable = useUndoToast(slug);
  const remove = async () => {
    const { data } = await removeTag({ path: { slug, id: tag.id }, throwOnError: true });
    void refresh(CHANGED);
    undoable(data.summary, data);
  };
  return (
    <Confirm title={t('removeTitle', { name: tag.name })} verb={t('doRemove')} act={remove} onClose={onClose}>
      <p>{t('removeDetail', { count: tag.count.value, n: total(tag.count) })}</p>
    </Confirm>
  );
}
