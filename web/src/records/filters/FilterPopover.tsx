import type { RecordKind } from '@leadgen/client';
import { Popover } from '@mantine/core';
import { useState, type ReactElement } from 'react';
import { withinSight } from '@/ui/withinSight';
import { fieldOf, useKnown } from './known';
import { FieldPicker } from './FieldPicker';
import { TestEditor } from './TestEditor';
import type { Simple, Tree } from './tree';
import { useText } from './text';
import { termLabel } from './useWords';
import styles from './Filters.module.css';

interface FilterPopoverProps {
  slug: string;
  kind: RecordKind;
  /** What opens it. */
  target: ReactElement;
  opened: boolean;
  /** The test to change; null: one to add. */
  simple: Simple | null;
  within: (part: Tree) => Tree;
  onApply: (part: Tree) => void;
  onRemove?: () => void;
  onGroups: () => void;
  onClose: () => void;
}

/** A test below its chip: for a new one a field is found first. */
export function FilterPopover({ target, opened, onClose, ...content }: FilterPopoverProps) {
  const t = useText();
  return (
    <Popover opened={opened} onChange={(open) => !open && onClose()} position="bottom-start" width={320} trapFocus keepMounted={false} middlewares={withinSight}>
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown p={0} aria-label={t('dialog')} className={styles.dropdown ?? ''}>
        {opened && <Content {...content} />}
      </Popover.Dropdown>
    </Popover>
  );
}

function Content({ slug, kind, simple, within, onApply, onRemove, onGroups }: Omit<FilterPopoverProps, 'target' | 'opened' | 'onClose'>) {
  const t = useText();
  const known = useKnown(slug);
  const [picked, setPicked] = useState(simple);
  const title = picked === null ? '' : titleOf(picked);
  function titleOf({ leaf, hop }: Simple): string {
    const label = 'term' in leaf ? termLabel(t, leaf.term) : (fieldOf(known, hop ?? kind, leaf)?.label ?? t('gone'));
    return hop === null ? label : `${t(`at.${hop}`)} · ${label}`;
  }
  if (picked === null) return <FieldPicker kind={kind} known={known} onPick={setPicked} onGroups={onGroups} />;
  return (
    <TestEditor slug={slug} kind={kind} known={known} title={title} first={picked} within={within} onApply={onApply} {...(onRemove !== undefined && { onRemove })} />
  );
}
