import type { Field } from '@leadgen/client';
import { Menu } from '@mantine/core';
import { IconArrowDown, IconArrowLeft, IconArrowRight, IconArrowUp, IconEyeOff, IconLayoutRows, IconPin, IconPinnedOff } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useText as useGroupText } from './groups/text';
import type { Layout } from './layout';
import { useText } from './text';

interface GridColumnMenuProps {
  target: ReactElement;
  field: Field;
  layout: Layout;
  direction: 'ascending' | 'descending' | 'none';
  isGroup: boolean;
  onSort: (sort: string | undefined) => void;
  onGroup: (key: string | null) => void;
  onMoveBy: (by: number) => void;
  onClose: () => void;
}

const ICON = { size: 16, stroke: 1.5, 'aria-hidden': true } as const;

/** What can be done with a column: sort or group by it, pin, move, hide. */
export function GridColumnMenu({ target, field, layout, direction, isGroup, onSort, onGroup, onMoveBy, onClose }: GridColumnMenuProps) {
  const t = useText();
  const groups = useGroupText();
  const pinned = layout.isPinned(field.key);
  const isLast = layout.shown.length === 1;
  return (
    <Menu opened onChange={(open) => !open && onClose()} position="bottom-start" width={200} trapFocus returnFocus={false}>
      <Menu.Target>{target}</Menu.Target>
      <Menu.Dropdown aria-label={t('grid.column', { label: field.label })} onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()}>
        {field.sortable && (
          <>
            <Menu.Item leftSection={<IconArrowUp {...ICON} />} disabled={direction === 'ascending'} onClick={() => onSort(field.key)}>
              {t('grid.ascending')}
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowDown {...ICON} />} disabled={direction === 'descending'} onClick={() => onSort(`-${field.key}`)}>
              {t('grid.descending')}
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        {field.groupable && (
          <>
            <Menu.Item leftSection={<IconLayoutRows {...ICON} />} onClick={() => onGroup(isGroup ? null : field.key)}>
              {groups(isGroup ? 'none' : 'byColumn')}
            </Menu.Item>
            <Menu.Divider />
          </>
        )}
        <Menu.Item leftSection={pinned ? <IconPinnedOff {...ICON} /> : <IconPin {...ICON} />} onClick={() => layout.pin(field.key)}>
          {t(pinned ? 'grid.unpin' : 'grid.pin')}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowLeft {...ICON} />} onClick={() => onMoveBy(-1)}>
          {t('grid.left')}
        </Menu.Item>
        <Menu.Item leftSection={<IconArrowRight {...ICON} />} onClick={() => onMoveBy(1)}>
          {t('grid.right')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconEyeOff {...ICON} />} disabled={isLast} onClick={() => layout.toggle(field.key)}>
          {t('grid.hide')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
