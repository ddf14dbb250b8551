import type { Icon } from '@tabler/icons-react';
import { IconCheck } from '@tabler/icons-react';
import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';
import { found } from '@/lib/match';
import styles from './Choices.module.css';

export interface Choice {
  id: string;
  label: string;
  /** Muted words at the right. */
  hint?: string;
  /** Further words that find it. */
  also?: string;
  icon?: Icon | undefined;
  isCurrent?: boolean;
  run: () => void;
}

export interface ChoiceGroup {
  label: string;
  choices: readonly Choice[];
  /** They answer the query already, in their order: whoever found them looked at more than their words. */
  isFound?: boolean;
}

interface ChoicesProps {
  /** Of the field and the list, for those who cannot see them. */
  label: string;
  placeholder: string;
  query: string;
  onQuery: (query: string) => void;
  groups: readonly ChoiceGroup[];
  /** Said where nothing is found. */
  nothing: string;
  /** Said under the list. */
  foot?: ReactNode;
  /** A short list needs no field to see; the keys work all the same. */
  hasField?: boolean;
}

/** A field and what it finds, as one control: arrows move, Enter does. The focus never leaves the field. */
export function Choices({ label, placeholder, query, onQuery, groups, nothing, foot, hasField = true }: ChoicesProps) {
  const list = useId();
  const shown = answers(groups, query);
  const flat = shown.flatMap((group) => group.choices);
  const [at, setAt] = useState(0);
  const active = flat[Math.min(at, flat.length - 1)];
  const idOf = (choice: Choice) => `${list}-${choice.id}`;
  const activeId = active === undefined ? undefined : idOf(active);
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' });
  }, [activeId]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const to = moved(event.key, Math.min(at, flat.length - 1), flat.length);
    if (to !== null) setAt(to);
    else if (event.key === 'Enter') active?.run();
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.choices}>
      <input
        className={styles.field}
        data-hidden={!hasField || undefined}
        data-autofocus
        autoFocus
        role="combobox"
        aria-label={label}
        aria-expanded
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={activeId}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        value={query}
        onChange={(event) => {
          setAt(0);
          onQuery(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={list} className={styles.list} role="listbox" aria-label={label}>
        {shown.map((group) => (
          <div key={group.label} role="group" aria-label={group.label}>
            <div className={styles.group} aria-hidden>
              {group.label}
            </div>
            {group.choices.map((choice) => (
              <Option
                key={choice.id}
                id={idOf(choice)}
                choice={choice}
                isActive={choice === active}
                onPoint={() => setAt(flat.indexOf(choice))}
              />
            ))}
          </div>
        ))}
      </div>
      {flat.length === 0 && (
        <p className={styles.nothing} role="status">
          {nothing}
        </p>
      )}
      {foot !== undefined && foot !== null && <div className={styles.foot}>{foot}</div>}
    </div>
  );
}

interface OptionProps {
  id: string;
  choice: Choice;
  isActive: boolean;
  onPoint: () => void;
}

function Option({ id, choice: { label, hint, icon: Picture, isCurrent, run }, isActive, onPoint }: OptionProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      id={id}
      className={styles.option}
      role="option"
      aria-selected={isActive}
      aria-current={isCurrent || undefined}
      onPointerMove={() => !isActive && onPoint()}
      // The field keeps the focus: a press must not take it.
      onMouseDown={(event) => event.preventDefault()}
      onClick={run}
    >
      {Picture !== undefined && <Picture size={16} stroke={1.5} aria-hidden />}
      <span className={styles.label} title={label}>{label}</span>
      {hint !== undefined && <span className={styles.hint}>{hint}</span>}
      {isCurrent === true && <IconCheck size={14} stroke={1.5} data-current aria-hidden />}
    </button>
  );
}

/** The groups that answer the query, each with its best choices first. */
function answers(groups: readonly ChoiceGroup[], query: string): ChoiceGroup[] {
  return groups
    .map(({ label, choices, isFound }) => ({
      label,
      choices: isFound === true ? choices : found(choices, query, ({ label: name, also }) => [name, also ?? '']),
    }))
    .filter(({ choices }) => choices.length > 0);
}

const PAGE = 8;

/** Where a key leads in a list of so many; null where it leads nowhere. The ends meet. */
export function moved(key: string, at: number, length: number): number | null {
  if (length === 0) return null;
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % length;
    case 'ArrowUp':
      return (at - 1 + length) % length;
    case 'PageDown':
      return Math.min(at + PAGE, length - 1);
    case 'PageUp':
      return Math.max(at - PAGE, 0);
    default:
      return null;
  }
}
