import { deleteSegment, updateSegment, type Segment, type SegmentChanges } from '@leadgen/client';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useCommon } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import { Confirm } from '@/ui/Confirm';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { read, type Tree } from '@/records/filters/tree';
import { NameDialog } from '../views/NameDialog';
import { useText } from './text';

const Builder = lazy(async () => ({ default: (await import('@/records/filters/Builder')).Builder }));
/** What shows records by a segment's filter is old when the filter is another. */
const SHOWN = ['listSegments', 'getSegment', 'listContacts', 'listCompanies', 'listContacts.total', 'listCompanies.total', 'describeFilter'];

type Open = 'edit' | 'rename' | 'remove';

/** What can be done with a segment. */
export function SegmentActs({ slug, segment }: { slug: string; segment: Segment }) {
  const t = useText();
  const common = useCommon();
  const sentence = useErrorSentence();
  const [open, setOpen] = useState<Open | null>(null);
  const { id, kind, name } = segment;
  const close = () => setOpen(null);
  const change = async (body: SegmentChanges) => {
    await updateSegment({ path: { slug, id }, body, throwOnError: true });
    await refresh(SHOWN);
  };
  const edit = (tree: Tree | null) => {
    if (tree === null) return;
    const filter = tree as unknown as { [key: string]: unknown };
    change({ filter }).then(
      () => {
        close();
        toast(t('changed', { name }));
      },
      (error: unknown) => toast(sentence(error), { tone: 'bad' }),
    );
  };
  const remove = async () => {
    await deleteSegment({ path: { slug, id }, throwOnError: true });
    await refresh(['listSegments']);
    toast(t('removed', { name }));
  };
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <ActionIcon size={28} aria-label={t('acts', { name })}>
            <IconDots size={16} stroke={1.5} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen('edit')}>{t('edit')}</Menu.Item>
          <Menu.Item onClick={() => setOpen('rename')}>{t('rename')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item onClick={() => setOpen('remove')}>{t('remove')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'edit' && (
        <Suspense fallback={null}>
          <Builder slug={slug} kind={kind} tree={read(segment.filter)} onApply={edit} onClose={close} />
        </Suspense>
      )}
      {open === 'rename' && <NameDialog title={t('renameTitle')} submit={common('act.save')} first={name} onName={(next) => change({ name: next })} onClose={close} />}
      {open === 'remove' && (
        <Confirm title={t('removeTitle', { name })} verb={t('remove')} act={remove} onClose={close}>
          <p>{t('removeDetail')}</p>
        </Confirm>
      )}
    </>
  );
}
