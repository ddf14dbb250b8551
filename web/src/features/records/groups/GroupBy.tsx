import type { Field, RecordKind } from '@leadgen/client';
import { Button, Popover } from '@mantine/core';
import { IconChevronsDown, IconChevronsUp, IconLayoutRows, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { Choices, type Choice, type ChoiceGroup } from '@/ui/Choices';
import { withinSight } from '@/ui/withinSight';
import type { RecordFields } from '@/records/fields';
import { useText } from './text';
import styles from './Groups.module.css';

interface GroupByProps {
  kind: RecordKind;
  fields: RecordFields;
  isShown: (key: string) => boolean;
  group: Field | undefined;
  onGroup: (key: string | null) => void;
  onFold: (closed: boolean) => void;
}

/** By whose values the rows stand in groups. */
export function GroupBy({ kind, fields, isShown, group, onGroup, onFold }: GroupByProps) {
  const t = useText();
  const [opened, setOpened] = useState(false);
  const [query, setQuery] = useState('');
  const turn = (open: boolean) => {
    setOpened(open);
    setQuery('');
  };
  const done = (act: () => void) => () => {
    turn(false);
    act();
  };
  const choice = (field: Field): Choice => ({
    id: `${field.kind}-${field.key}`,
    label: field.label,
    also: field.description,
    isCurrent: field === group,
    run: done(() => onGroup(field.key)),
  });
  const own = fields.groupable.filter((field) => field.kind === kind);
  const seen = own.filter(({ key }) => isShown(key));
  const acts: Choice[] = [
    { id: 'none', label: t('none'), icon: IconX, run: done(() => onGroup(null)) },
    { id: 'close', label: t('closeAll'), icon: IconChevronsUp, run: done(() => onFold(true)) },
    { id: 'open', label: t('openAll'), icon: IconChevronsDown, run: done(() => onFold(false)) },
  ];
  const groups: ChoiceGroup[] = [
    { label: t('acts'), choices: group === undefined ? [] : acts },
    { label: t('of.shown'), choices: seen.map(choice) },
    { label: t('of.others'), choices: own.filter((field) => !seen.includes(field)).map(choice) },
    { label: t('of.company'), choices: fields.groupable.filter((field) => field.kind !== kind).map(choice) },
  ];
  return (
    <Popover opened={opened} onChange={turn} position="bottom-start" width={260} trapFocus returnFocus keepMounted={false} middlewares={withinSight}>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant={group === undefined ? 'subtle' : 'default'}
          color="gray"
          aria-haspopup="dialog"
          aria-expanded={opened}
          leftSection={<IconLayoutRows size={14} stroke={1.5} aria-hidden />}
          onClick={() => turn(!opened)}
        >
          {group === undefined ? t('button') : t('by', { label: group.label })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} className={styles.dropdown ?? ''} aria-label={t('title')}>
        <Choices label={t('title')} placeholder={t('find')} query={query} onQuery={setQuery} groups={groups} nothing={t('nothing')} />
      </Popover.Dropdown>
    </Popover>
  );
}
