import { useEffect, type ReactNode, type Ref } from 'react';
import { Skeleton } from '../states';
import { useEndInSight, type More } from '../useEndInSight';
import styles from './deciding.module.css';

interface ListProps {
  label: string;
  /** The one in sight, where it stands in the list. */
  selected: string | undefined;
  more: More;
  ref: Ref<HTMLDivElement>;
  /** `Item`s. */
  children: ReactNode;
}

const idOf = (id: string) => `item-${id}`;

/** What waits as one control: the one in sight is the one selected. Arrows, J and K work anywhere on the screen. */
export function List({ label, selected, more, ref, children }: ListProps) {
  const end = useEndInSight(more);
  useEffect(() => {
    if (selected !== undefined) document.getElementById(idOf(selected))?.scrollIntoView({ block: 'nearest' });
  }, [selected]);
  return (
    <div className={styles.scroll}>
      <div ref={ref} className={styles.list} role="listbox" tabIndex={0} aria-label={label} aria-activedescendant={selected === undefined ? undefined : idOf(selected)}>
        {children}
      </div>
      <div ref={end}>{more.hasNextPage && <Skeleton lines={2} />}</div>
    </div>
  );
}

interface ItemProps {
  id: string;
  name: string;
  isSelected: boolean;
  onSelect: (id: string) => void;
  /** Beside and below the name, in two columns. */
  children: ReactNode;
}

export function Item({ id, name, isSelected, onSelect, children }: ItemProps) {
  return (
    <button type="button" tabIndex={-1} id={idOf(id)} className={styles.item} role="option" aria-selected={isSelected} onClick={() => onSelect(id)}>
      <span className={styles.name} dir="auto">{name}</span>
      {children}
    </button>
  );
}
