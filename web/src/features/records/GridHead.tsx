import type { Field } from '@leadgen/client';
import { IconChevronRight } from '@tabler/icons-react';
import { memo, type RefObject } from 'react';
import { count, rough } from '@/lib/format';
import type { Head } from './groups/lines';
import { useText } from './groups/text';
import type { LineActs } from './GridLines';
import styles from './Grid.module.css';

interface GridHeadProps {
  head: Head;
  field: Field;
  index: number;
  top: number;
  columns: number;
  /** The column of the active cell when it is in this line. */
  activeColumn: number | null;
  acts: RefObject<LineActs>;
}

/** The head of a group, or the line at its end that leads on. One cell across all columns: the keyboard passes through it. */
export const GridHead = memo(function GridHead({ head, field, index, top, columns, activeColumn, acts }: GridHeadProps) {
  const t = useText();
  const { kind, group, isOpen, left } = head;
  const value = group.label ?? t(group.isRest ? 'rest' : 'empty', { label: field.label });
  const number = group.count === null ? '' : (group.isExact ? count : rough)(group.count);
  const isHead = kind === 'head';
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-level={isHead ? 1 : 2}
      aria-expanded={isHead ? isOpen : undefined}
      className={styles.groupRow}
      data-kind={kind}
      style={{ transform: `translateY(${top}px)` }}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        aria-colspan={columns + 1}
        aria-label={isHead ? t('head', { label: field.label, value, n: number }) : t('more', { value })}
        className={styles.groupCell}
        data-spot={`${index}:${activeColumn ?? 0}`}
        tabIndex={activeColumn === null ? -1 : 0}
      >
        {/* The keyboard stays in the cell: a press must not take it. */}
        <button type="button" tabIndex={-1} className={styles.groupAct} onMouseDown={(event) => event.preventDefault()} onClick={() => acts.current.act(head)}>
          {isHead && <IconChevronRight size={14} stroke={1.5} data-open={isOpen || undefined} aria-hidden />}
          <span className={styles.groupName} data-muted={group.label === null || undefined}>{isHead ? value : t('more', { value })}</span>
          <span className={styles.groupCount}>{isHead ? number : left !== null && t('left', { n: count(left) })}</span>
        </button>
      </div>
    </div>
  );
});
