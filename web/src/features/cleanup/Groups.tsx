import type { Cleanup, CleanupGroup } from '@leadgen/client';
import { Checkbox } from '@mantine/core';
import { count } from '@/lib/format';
import { type Choice, groupKey, type Rule } from './calls';
import styles from './Cleanup.module.css';
import { useText } from './text';

/** The group whose changes stand beside. */
export interface Shown {
  rule: Rule;
  field: string;
}

interface GroupsProps {
  cleanup: Cleanup;
  choice: Choice;
  shown: Shown | null;
  onShow: (group: Shown | null) => void;
  onTake: (keys: readonly string[], taken: boolean) => void;
}

/** How many changes each rule makes to each field; a rule or a field is left out whole. */
export function Groups({ cleanup: { rules, groups, changes }, choice, shown, onShow, onTake }: GroupsProps) {
  const t = useText();
  return (
    <nav aria-label={t('groups')}>
      <button type="button" className={styles.group} aria-pressed={shown === null} onClick={() => onShow(null)}>
        <span className={styles.label}>{t('everyGroup')}</span>
        <span className={styles.number}>{count(changes)}</span>
      </button>
      {rules.map((rule) => {
        const own = groups.filter((group) => group.rule === rule);
        return own.length > 0 && <OfRule key={rule} rule={rule} groups={own} choice={choice} shown={shown} onShow={onShow} onTake={onTake} />;
      })}
    </nav>
  );
}

function OfRule({ rule, groups, choice: { without }, shown, onShow, onTake }: Omit<GroupsProps, 'cleanup'> & { rule: Rule; groups: readonly CleanupGroup[] }) {
  const t = useText();
  const keys = groups.map(groupKey);
  const left = keys.filter((key) => without.has(key)).length;
  const name = t(`rules.${rule}.name`);
  return (
    <section className={styles.ofRule}>
      <Checkbox
        size="xs"
        className={styles.rule ?? ''}
        label={name}
        aria-label={t('takeRule', { rule: name })}
        checked={left === 0}
        indeterminate={left > 0 && left < keys.length}
        onChange={(event) => onTake(keys, event.currentTarget.checked)}
      />
      {groups.map((group) => (
        <div key={group.field} className={styles.row}>
          <Checkbox
            size="xs"
            aria-label={t('take', { rule: name, field: group.label })}
            checked={!without.has(groupKey(group))}
            onChange={(event) => onTake([groupKey(group)], event.currentTarget.checked)}
          />
          <button
            type="button"
            className={styles.group}
            aria-pressed={shown !== null && groupKey(shown) === groupKey(group)}
            aria-label={t('showing', { rule: name, field: group.label })}
            onClick={() => onShow(group)}
          >
            <span className={styles.label}>{group.label}</span>
            <span className={styles.number}>{count(group.count)}</span>
          </button>
        </div>
      ))}
    </section>
  );
}
