import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { workspaceRoute } from './root';
import { createSearch } from './search';

export const settingsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: 'settings',
  component: lazyRouteComponent(() => import('@/features/settings/Settings'), 'Settings'),
});

const indexRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  component: lazyRouteComponent(() => import('@/features/settings/Settings'), 'SettingsIndex'),
});

const workspaceSection = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'workspace',
  component: lazyRouteComponent(() => import('@/features/settings/workspace/WorkspaceSection'), 'WorkspaceSection'),
});

const membersSection = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'members',
  validateSearch: createSearch,
  component: lazyRouteComponent(() => import('@/features/settings/members/MembersSection'), 'MembersSection'),
});

const fieldsSection = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'fields',
  validateSearch: createSearch,
  component: lazyRouteComponent(() => import('@/features/settings/fields/FieldsSection'), 'FieldsSection'),
});

const tagsSection = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'tags',
  component: lazyRouteComponent(() => import('@/features/settings/tags/TagsSection'), 'TagsSection'),
});

const vocabulariesSection = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'vocabularies',
  component: lazyRouteComponent(() => import('@/features/settings/vocabularies/VocabulariesSection'), 'VocabulariesSection'),
});

const keysSection = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'api-keys',
  validateSearch: createSearch,
  component: lazyRouteComponent(() => import('@/features/settings/keys/KeysSection'), 'KeysSection'),
});

const creditsSection = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'credits',
  component: lazyRouteComponent(() => import('@/features/settings/credits/CreditsSection'), 'CreditsSection'),
});

/** What the log shows: all, or one kind of act, or the acts of one person. */
function auditSearch({ kind, actor }: Record<string, unknown>): { kind?: string; actor?: string } {
  return { ...(typeof kind === 'string' && { kind }), ...(typeof actor === 'string' && { actor }) };
}

const auditSection = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('@/features/settings/audit/AuditSection'), 'AuditSection'),
});

const accountSection = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'account',
  component: lazyRouteComponent(() => import('@/features/settings/account/AccountSection'), 'AccountSection'),
});

const securitySection = createRoute({
  getParentRoute: () => settingsRoute,
  path: 'security',
  component: lazyRouteComponent(() => import('@/features/settings/security/SecuritySection'), 'SecuritySection'),
});

/** All below /settings; another feature's section is a route of its own with `settingsRoute` above it. */
export const settingsSections = [
  indexRoute, workspaceSection, membersSection, fieldsSection, tagsSection, vocabulariesSection, keysSection, creditsSection, auditSection, accountSection, securitySection,
] as const;
