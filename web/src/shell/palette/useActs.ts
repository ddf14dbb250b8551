import { getOverviewOptions } from '@leadgen/client/query';
import { useMantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  IconArrowBackUp, IconBuilding, IconDownload, IconKey, IconLogout, IconPlus, IconUser, IconUserPlus, IconWebhook,
} from '@tabler/icons-react';
import { useMay, type Operation } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import type { Choice } from '@/ui/Choices';
import { useSignOut } from '@/ui/useSignOut';
import { useText } from './text';

interface Act extends Choice {
  /** Shown only to roles that may do this; null for everybody. */
  needs: Operation | null;
}

/** What the person's role may do from anywhere. `undo` opens the question about the last operation. */
export function useActs(undo: () => void): Choice[] {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const { slug } = useWorkspace();
  const signOut = useSignOut();
  const mayAdd = useQuery(getOverviewOptions()).data?.accounts.some(({ can_add: can }) => can) === true;
  const params = { slug };
  const create = { create: true } as const;
  const acts: Act[] = [
    { id: 'import', needs: 'uploadImport', icon: IconDownload, label: t('act.import'), also: t('act.importAlso'), run: () => void navigate({ to: '/w/$slug/imports/new', params }) },
    { id: 'contact', needs: 'createContact', icon: IconUser, label: t('act.contact'), also: t('act.newAlso'), run: () => void navigate({ to: '/w/$slug/contacts', params, search: create }) },
    { id: 'company', needs: 'createCompany', icon: IconBuilding, label: t('act.company'), also: t('act.newAlso'), run: () => void navigate({ to: '/w/$slug/companies', params, search: create }) },
    { id: 'invite', needs: 'createInvitation', icon: IconUserPlus, label: t('act.invite'), also: t('act.inviteAlso'), run: () => void navigate({ to: '/w/$slug/settings/members', params, search: create }) },
    { id: 'key', needs: 'createApiKey', icon: IconKey, label: t('act.key'), also: t('act.keyAlso'), run: () => void navigate({ to: '/w/$slug/settings/api-keys', params, search: create }) },
    { id: 'webhook', needs: 'createWebhook', icon: IconWebhook, label: t('act.webhook'), also: t('act.webhookAlso'), run: () => void navigate({ to: '/w/$slug/settings/webhooks', params, search: create }) },
    { id: 'undo', needs: 'undoOperation', icon: IconArrowBackUp, label: t('act.undo'), also: t('act.undoAlso'), run: undo },
    ...(mayAdd ? [{ id: 'workspace', needs: null, icon: IconPlus, label: t('act.workspace'), also: t('act.workspaceAlso'), run: () => void navigate({ to: '/overview', search: create }) }] : []),
    { id: 'signOut', needs: null, icon: IconLogout, label: t('act.signOut'), also: t('act.signOutAlso'), run: signOut },
  ];
  return acts.filter(({ needs }) => needs === null || may(needs));
}

const THEMES = ['light', 'dark', 'auto'] as const;

export function useThemes(): Choice[] {
  const t = useText();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return THEMES.map((theme) => ({
    id: `theme-${theme}`,
    label: t(`theme.${theme}`),
    also: t('theme.also'),
    isCurrent: colorScheme === theme,
    run: () => setColorScheme(theme),
  }));
}

