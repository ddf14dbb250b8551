import type { Membership, Overview } from '@leadgen/client';
import { getOverviewOptions, getSessionOptions } from '@leadgen/client/query';
import { Popover } from '@mantine/core';
import { IconLayoutGrid, IconPlus } from '@tabler/icons-react';
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { useCommon } from '@/lib/i18n';
import { useWorkspace } from '@/lib/workspace';
import { Choices, type Choice, type ChoiceGroup } from '@/ui/Choices';
import { useSwitch } from './useSwitch';
import styles from './WorkspaceMenu.module.css';

/** A longer list gets a field to find in it. */
const SHORT = 7;

interface WorkspaceMenuProps {
  target: ReactElement;
  onClose: () => void;
  /** Called when the choice leads away. */
  onLeave: () => void;
}

/** The person's workspaces by account, the page of all of them, and the way to a new one. */
export function WorkspaceMenu({ target, onClose, onLeave }: WorkspaceMenuProps) {
  const t = useCommon();
  const [query, setQuery] = useState('');
  const { data: session } = useSuspenseQuery(getSessionOptions());
  const groups = useGroups(session.workspaces, () => {
    onClose();
    onLeave();
  });
  return (
    <Popover opened onChange={(open) => !open && onClose()} position="bottom-start" width={280} trapFocus returnFocus>
      <Popover.Target>{target}</Popover.Target>
      <Popover.Dropdown p={0} className={styles.dropdown ?? ''} aria-label={t('workspaces.switch')}>
        <Choices
          label={t('workspaces.find')}
          placeholder={t('workspaces.find')}
          nothing={t('workspaces.nothing')}
          query={query}
          onQuery={setQuery}
          groups={groups}
          hasField={session.workspaces.length > SHORT}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

function useGroups(workspaces: readonly Membership[], left: () => void): ChoiceGroup[] {
  const t = useCommon();
  const here = useWorkspace();
  const to = useSwitch();
  const navigate = useNavigate();
  const { data: overview } = useQuery(getOverviewOptions());
  const choiceOf = ({ id, slug, name }: Pick<Membership, 'id' | 'slug' | 'name'>): Choice => ({
    id,
    label: name,
    also: slug,
    isCurrent: slug === here.slug,
    run: () => {
      left();
      to(slug);
    },
  });
  const leave = (search: { create?: true }) => () => {
    left();
    void navigate({ to: '/overview', search });
  };
  const mayAdd = overview?.accounts.some(({ can_add: can }) => can) === true;
  return [
    ...byAccount(workspaces, overview).map(({ name, items }) => ({
      label: name ?? t('workspaces.title'),
      choices: items.map(choiceOf),
    })),
    {
      label: t('workspaces.more'),
      choices: [
        { id: 'all', label: t('workspaces.all'), icon: IconLayoutGrid, run: leave({}) },
        ...(mayAdd ? [{ id: 'new', label: t('workspaces.create'), icon: IconPlus, run: leave({ create: true }) }] : []),
      ],
    },
  ];
}

type Named = Pick<Membership, 'id' | 'slug' | 'name'>;

/** Grouped once the accounts are known; until then the session's own list, so that nobody waits to switch. */
function byAccount(workspaces: readonly Named[], overview: Overview | undefined): { name: string | null; items: readonly Named[] }[] {
  if (overview === undefined) return [{ name: null, items: workspaces }];
  return overview.accounts.filter(({ workspaces: items }) => items.length > 0).map(({ name, workspaces: items }) => ({ name, items }));
}
