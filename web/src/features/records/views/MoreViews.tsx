import type { View } from '@leadgen/client';
import { Button, Menu } from '@mantine/core';
import { useText } from './text';

/** The views that have no room as tabs. */
export function MoreViews({ views, onOpen }: { views: readonly View[]; onOpen: (id: string) => void }) {
  const t = useText();
  return (
    <Menu position="bottom-start" width={240}>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-sm">
          {t('more', { count: views.length })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {views.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => onOpen(id)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
