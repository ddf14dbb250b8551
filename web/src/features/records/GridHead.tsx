import type { Field } from '@leadgen/client';
import { IconChevronRight } from '@tabler/icons-react';
import { memo, type RefObject } from 'react';
import { useHeadWords } from './groups/headWords';
import type { Head } from './groups/lines';
import type { LineActs } from './GridLines';
import styles from './Grid.module.css';

interface GridHeadProps {
  head: Head;
  field: Field;
  index: number;
  top: number;
  /** How high its group is with all that is open of it: the head stands above it while any of it is in sight. */
  height: number;
  columns: number;
  /** The column of the active cell when it is in this line. */
  activeColumn: number | null;
  acts: RefObject<LineActs>;
}

/** The head of a group, or the line at its end that leads on. One cell across all columns: the keyboard passes through it. */
export const GridHead = memo(function GridHead({ head, field, index, top, height, columns, activeColumn, acts }: GridHeadProps) {
  const { kind, group, isOpen } = head;
  const { value, number, label } = useHeadWords(head, field);
  const isHead = kind === 'head';
  return (
    <div role="presentation" className={styles.groupSpan} style={{ top, height }}>
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-level={isHead ? 1 : 2}
      aria-expanded={isHead ? isOpen : undefined}
      className={styles.groupRow}
      data-kind={kind}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        aria-colspan={columns + 1}
        aria-label={label}
        className={styles.groupCell}
        data-spot={`${index}:${activeColumn ?? 0}`}
        tabIndex={activeColumn === null ? -1 : 0}
      >
        {/* The keyboard stays in the cell: a press must not take it. */}
        <button type="button" tabIndex={-1} className={styles.groupAct} onMouseDown={(event) => event.preventDefault()} onClick={() => acts.current.act(head, index)}>
          {isHead && <IconChevronRight size={14} stroke={1.5} data-open={isOpen || undefined} aria-hidden />}
          <span className={styles.groupName} data-muted={group.label === null || undefined}>{isHead ? value : label}</span>
          <span className={styles.groupCount}>{number}</span>
        </button>
      </div>
    </div>
    </div>
  );
});
