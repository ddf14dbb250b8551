import { getSessionOptions } from '@leadgen/client/query';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  IconActivityHeartbeat, IconBuilding, IconCopy, IconDownload, IconHelpCircle, IconHistory, IconLayoutGrid, IconSettings, IconSparkles, IconUser, IconUsersGroup,
} from '@tabler/icons-react';
import { useMay, type Operation } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import type { Choice } from '@/ui/Choices';
import { useSwitch } from '../useSwitch';
import { useText } from './text';

const SCREENS = [
  { key: 'contacts', to: '/w/$slug/contacts', icon: IconUser },
  { key: 'companies', to: '/w/$slug/companies', icon: IconBuilding },
  { key: 'segments', to: '/w/$slug/segments', icon: IconUsersGroup },
  { key: 'imports', to: '/w/$slug/imports', icon: IconDownload },
  { key: 'duplicates', to: '/w/$slug/duplicates', icon: IconCopy },
  { key: 'enrichment', to: '/w/$slug/enrichment', icon: IconSparkles },
  { key: 'health', to: '/w/$slug/health', icon: IconActivityHeartbeat },
  { key: 'history', to: '/w/$slug/history', icon: IconHistory },
  { key: 'unknown', to: '/w/$slug/unknown', icon: IconHelpCircle },
  { key: 'overview', to: '/overview', icon: IconLayoutGrid },
] as const;

export function useScreens(): Choice[] {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const { slug } = useWorkspace();
  return SCREENS.filter(({ key }) => key !== 'unknown' || may('listEffects')).map(({ key, to, icon }) => ({
    id: `screen-${key}`,
    label: t(`screen.${key}`),
    icon,
    run: () => void navigate({ to, params: { slug } }),
  }));
}

const SECTIONS = [
  { key: 'workspace', path: 'workspace', needs: null },
  { key: 'members', path: 'members', needs: 'listMembers' },
  { key: 'suppressions', path: 'do-not-contact', needs: 'listSuppressions' },
  { key: 'providers', path: 'providers', needs: 'listPlugins' },
  { key: 'offer', path: 'offer-profile', needs: 'getOfferProfile' },
  { key: 'keys', path: 'api-keys', needs: 'listApiKeys' },
  { key: 'webhooks', path: 'webhooks', needs: 'listWebhooks' },
  { key: 'credits', path: 'credits', needs: 'getCredits' },
  { key: 'audit', path: 'audit', needs: 'listAudit' },
  { key: 'account', path: 'account', needs: null },
  { key: 'security', path: 'security', needs: null },
] as const satisfies readonly { key: string; path: string; needs: Operation | null }[];

export function useSections(): Choice[] {
  const t = useText();
  const may = useMay();
  const navigate = useNavigate();
  const { slug } = useWorkspace();
  return SECTIONS.filter(({ needs }) => needs === null || may(needs)).map(({ key, path }) => ({
    id: `section-${key}`,
    label: t(`section.${key}`),
    also: t('settings'),
    icon: IconSettings,
    run: () => void navigate({ to: `/w/$slug/settings/${path}`, params: { slug } }),
  }));
}

/** The person's other workspaces. */
export function useOtherWorkspaces(): Choice[] {
  const to = useSwitch();
  const { slug: here } = useWorkspace();
  const { data: session } = useSuspenseQuery(getSessionOptions());
  return session.workspaces
    .filter(({ slug }) => slug !== here)
    .map(({ id, slug, name }) => ({ id: `workspace-${id}`, label: name, also: slug, icon: IconLayoutGrid, run: () => to(slug) }));
}
