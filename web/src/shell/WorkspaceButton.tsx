import { IconSelector } from '@tabler/icons-react';
import { lazy, Suspense, useState, type ComponentProps } from 'react';
import { useCommon } from '@/lib/i18n';
import { useWorkspace } from '@/lib/workspace';
import styles from './WorkspaceButton.module.css';

const WorkspaceMenu = lazy(async () => ({ default: (await import('./WorkspaceMenu')).WorkspaceMenu }));

/** Where we are, and the way to another workspace. The list behind it is fetched when it is first wanted. */
export function WorkspaceButton({ onLeave }: { onLeave: () => void }) {
  const [open, setOpen] = useState(false);
  if (!open) return <Face onClick={() => setOpen(true)} />;
  const face = <Face aria-expanded onClick={() => setOpen(false)} />;
  return (
    <Suspense fallback={<Face aria-busy />}>
      <WorkspaceMenu target={face} onClose={() => setOpen(false)} onLeave={onLeave} />
    </Suspense>
  );
}

function Face(props: ComponentProps<'button'>) {
  const t = useCommon();
  const { name } = useWorkspace();
  return (
    <button type="button" aria-haspopup="dialog" {...props} className={styles.face} title={name}>
      <span className={styles.badge} aria-hidden>
        {name.slice(0, 1).toUpperCase()}
      </span>
      <span className={styles.name}>{name}</span>
      <span className={styles.hint}>{t('workspaces.switch')}</span>
      <IconSelector size={14} stroke={1.5} aria-hidden />
    </button>
  );
}
