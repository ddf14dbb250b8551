import type { Field, RecordKind } from '@leadgen/client';
import { ActionIcon, Button, Checkbox, Popover, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconGripVertical, IconMessageQuestion, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useState, type DragEvent, type ReactElement } from 'react';
import { useRights } from '@/lib/permissions';
import type { ListQuery } from '@/records/calls';
import { useText as useQuestionText } from '@/records/questions/text';
import { NewField } from '@/ui/NewField';
import type { Layout } from './layout';
import { useText } from './text';
import styles from './Columns.module.css';

const QuestionDialog = lazy(async () => ({ default: (await import('@/records/questions/QuestionDialog')).QuestionDialog }));

interface ColumnsProps {
  slug: string;
  kind: RecordKind;
  layout: Layout;
  /** What the list shows: a question is tried on its first records. */
  query: ListQuery;
  target: ReactElement;
  onClose: () => void;
}

/** Which columns are shown and in which order; and the way to a field of one's own. */
export function Columns({ slug, kind, layout, query, target, onClose }: ColumnsProps) {
  const t = useText();
  const questions = useQuestionText();
  const { may } = useRights();
  const [find, setFind] = useState('');
  const [adding, setAdding] = useState<'field' | 'question' | null>(null);
  const wanted = find.trim().toLocaleLowerCase();
  const found = layout.all.filter((field) => field.label.toLocaleLowerCase().includes(wanted));
  if (adding === 'field') return <>{target}<NewField slug={slug} kind={kind} onClose={onClose} /></>;
  if (adding === 'question') {
    const selection = { filter: (query.filter ?? null) as { [key: string]: unknown } | null, operation_id: query.operation ?? null };
    const kept = ({ key }: Field) => {
      if (!layout.isShown(key)) layout.toggle(key);
      onClose();
    };
    return (
      <>
        {target}
        <Suspense fallback={null}>
          <QuestionDialog slug={slug} kind={kind} selection={selection} onKept={kept} onClose={onClose} />
        </Suspense>
      </>
    );
  }
  return (
    <Popover opened onChange={(open) => !open && onClose()} position="bottom-end" width={300} trapFocus returnFocus>
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('columns.title')}>
        <div className={styles.find}>
          <TextInput
            data-autofocus
            aria-label={t('columns.find')}
            placeholder={t('columns.find')}
            value={find}
            onChange={(event) => setFind(event.currentTarget.value)}
          />
        </div>
        <ul className={styles.list}>
          {found.map((field) => (
            <Column key={field.key} field={field} layout={layout} movable={wanted === ''} />
          ))}
          {found.length === 0 && <li className={styles.nothing}>{t('columns.nothing')}</li>}
        </ul>
        <div className={styles.foot}>
          {may('createField') && (
            <Button variant="subtle" color="gray" leftSection={<IconPlus size={16} stroke={1.5} aria-hidden />} onClick={() => setAdding('field')}>
              {t('columns.add')}
            </Button>
          )}
          {may('createField') && may('startEnrichmentRun') && (
            <Button variant="subtle" color="gray" leftSection={<IconMessageQuestion size={16} stroke={1.5} aria-hidden />} onClick={() => setAdding('question')}>
              {questions('open')}
            </Button>
          )}
          <Button variant="subtle" color="gray" onClick={layout.reset}>
            {t('columns.reset')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Column({ field, layout, movable }: { field: Field; layout: Layout; movable: boolean }) {
  const t = useText();
  const place = layout.all.indexOf(field);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dragged = event.dataTransfer.getData('text/plain');
    if (dragged !== field.key) layout.move(dragged, place);
  };
  return (
    <li
      className={styles.column}
      data-over={over || undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span
        className={styles.grip}
        draggable={movable}
        title={t('columns.drag')}
        onDragStart={(event) => event.dataTransfer.setData('text/plain', field.key)}
        aria-hidden
      >
        <IconGripVertical size={14} stroke={1.5} />
      </span>
      <Checkbox
        className={styles.check}
        label={field.label}
        checked={layout.isShown(field.key)}
        onChange={() => layout.toggle(field.key)}
      />
      {movable && (
        <span className={styles.moves}>
          <ActionIcon size={22} disabled={place === 0} aria-label={t('columns.up', { label: field.label })} onClick={() => layout.move(field.key, place - 1)}>
            <IconArrowUp size={14} stroke={1.5} aria-hidden />
          </ActionIcon>
          <ActionIcon size={22} disabled={place === layout.all.length - 1} aria-label={t('columns.down', { label: field.label })} onClick={() => layout.move(field.key, place + 1)}>
            <IconArrowDown size={14} stroke={1.5} aria-hidden />
          </ActionIcon>
        </span>
      )}
    </li>
  );
}
