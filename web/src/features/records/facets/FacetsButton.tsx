import { Button } from '@mantine/core';
import { IconListCheck } from '@tabler/icons-react';
import { useText } from './text';

/** Shows and hides the values beside the list. */
export function FacetsButton({ isOpen, onToggle }: { isOpen: boolean; onToggle: () => void }) {
  const t = useText();
  return (
    <Button
      size="compact-sm"
      variant={isOpen ? 'default' : 'subtle'}
      color="gray"
      aria-pressed={isOpen}
      leftSection={<IconListCheck size={14} stroke={1.5} aria-hidden />}
      onClick={onToggle}
    >
      {t('button')}
    </Button>
  );
}
