import { Popover } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useEffect, useId, useState, type KeyboardEvent } from 'react';
import { plain } from '@/lib/match';
import { moved } from '@/ui/Choices';
import { withinSight } from '@/ui/withinSight';
import { offered, type PickOption } from './picking';
import { useText } from './text';
import styles from './Picks.module.css';

interface PicksProps {
  label: string;
  /** What the field belongs to is written elsewhere: its own id. */
  id?: string;
  picked: readonly string[];
  options: readonly PickOption[];
  mayCreate: boolean;
  /** What is typed already when it begins. */
  typed?: string | undefined;
  isInvalid?: boolean;
  describedBy?: string | undefined;
  autoFocus?: boolean;
  onPicked: (picked: readonly string[]) => void;
  /** A key that the field has no use for, and what is picked then: what was typed is in it. */
  onKey?: (event: KeyboardEvent, picked: readonly string[]) => void;
  onBlur?: (picked: readonly string[]) => void;
}

/** Several values as chips, with a field that finds further ones: Enter takes, Backspace gives back the last. */
export function Picks(props: PicksProps) {
  const { label, id, picked, options, mayCreate, typed = '', isInvalid, describedBy, autoFocus, onPicked, onKey, onBlur } = props;
  const t = useText();
  const list = useId();
  const [query, setQuery] = useState(typed);
  const [at, setAt] = useState<number | null>(null);
  const [open, setOpen] = useState(autoFocus === true);
  const choices = offered(options, picked, query, mayCreate);
  // What is typed means the first answer; an empty field means none, so that Enter goes on.
  const place = at ?? (query.trim() === '' ? null : 0);
  const active = place === null ? undefined : choices[Math.min(place, choices.length - 1)];
  const labelOf = (value: string) => options.find((option) => option.value === value)?.label ?? value;
  const idOf = (option: PickOption) => `${list}-${options.indexOf(option)}`;
  const activeId = active === undefined ? undefined : idOf(active);
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  const type = (text: string) => {
    setQuery(text);
    setAt(null);
    setOpen(true);
  };
  const take = (option: PickOption | undefined): readonly string[] => {
    if (option === undefined) return picked;
    const next = [...picked, option.value];
    onPicked(next);
    setQuery('');
    setAt(null);
    return next;
  };
  /** What is typed, by its whole name: a value that is there, or one to be made. */
  const named = () => choices.find((option) => plain(option.label) === plain(query.trim()));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return undefined;
    const to = event.key === 'ArrowDown' || event.key === 'ArrowUp' ? moved(event.key, place ?? (event.key === 'ArrowDown' ? -1 : 0), choices.length) : null;
    if (to !== null) {
      setAt(to);
      setOpen(true);
    } else if ((event.key === 'Enter' && active !== undefined) || (event.key === ',' && named() !== undefined)) take(event.key === ',' ? named() : active);
    else if (event.key === 'Backspace' && query === '' && picked.length > 0) onPicked(picked.slice(0, -1));
    else return onKey?.(event, event.key === 'Tab' ? take(active) : picked);
    event.stopPropagation();
    return event.preventDefault();
  };
  return (
    <Popover opened={open && choices.length > 0} position="bottom-start" width="target" offset={4} withRoles={false} trapFocus={false} returnFocus={false} middlewares={withinSight}>
      <Popover.Target>
        <div className={styles.picks} data-invalid={isInvalid || undefined}>
          {picked.map((value) => (
            <span key={value} className={styles.chip}>
              <span title={labelOf(value)}>{labelOf(value)}</span>
              <button
                type="button"
                tabIndex={-1}
                aria-label={t('take', { label: labelOf(value) })}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => onPicked(picked.filter((one) => one !== value))}
              >
                <IconX size={12} stroke={1.5} aria-hidden />
              </button>
            </span>
          ))}
          <input
            {...(id !== undefined && { id })}
            className={styles.field}
            role="combobox"
            aria-label={label}
            aria-expanded={open && choices.length > 0}
            aria-controls={list}
            aria-autocomplete="list"
            aria-activedescendant={open ? activeId : undefined}
            aria-invalid={isInvalid}
            aria-describedby={describedBy}
            autoComplete="off"
            spellCheck={false}
            autoFocus={autoFocus === true}
            value={query}
            onChange={(event) => type(event.currentTarget.value)}
            onFocus={() => setOpen(true)}
            onBlur={() => {
              setOpen(false);
              const now = take(named());
              onBlur?.(now);
            }}
            onKeyDown={onKeyDown}
          />
        </div>
      </Popover.Target>
      <Popover.Dropdown p={4} className={styles.dropdown ?? ''} onMouseDown={(event) => event.preventDefault()}>
        <div id={list} role="listbox" aria-label={label}>
          {choices.map((option, index) => (
            <button
              key={`${option.value} ${String(option.isNew)}`}
              type="button"
              id={idOf(option)}
              tabIndex={-1}
              role="option"
              aria-selected={option === active}
              className={styles.option}
              onPointerMove={() => option !== active && setAt(index)}
              onClick={() => take(option)}
            >
              {option.isNew === true && <IconPlus size={14} stroke={1.5} aria-hidden />}
              <span className={styles.label}>{option.isNew === true ? t('create', { label: option.label }) : option.label}</span>
              {option.hint !== undefined && <span className={styles.hint}>{option.hint}</span>}
            </button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
