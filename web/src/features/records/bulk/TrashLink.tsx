import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useText } from './text';

/** The quiet way to what was removed. */
export function TrashLink() {
  const t = useText();
  const navigate = useNavigate();
  return (
    <Button
      variant="subtle"
      color="gray"
      leftSection={<IconTrash size={16} stroke={1.5} aria-hidden />}
      onClick={() => void navigate({ to: '.', search: { trash: true } })}
    >
      {t('trash.open')}
    </Button>
  );
}
