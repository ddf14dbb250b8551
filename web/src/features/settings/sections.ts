import type { Operation } from '@/lib/permissions';

/** The sections of the settings, in the order of the navigation, and the operation that opens each. */
export type SectionKey = 'workspace' | 'members' | 'fields' | 'tags' | 'vocabularies' | 'keys' | 'suppressions' | 'webhooks' | 'providers' | 'offer' | 'credits' | 'audit' | 'account' | 'security';

interface Section {
  key: SectionKey;
  to:
    | '/w/$slug/settings/workspace'
    | '/w/$slug/settings/members'
    | '/w/$slug/settings/fields'
    | '/w/$slug/settings/tags'
    | '/w/$slug/settings/vocabularies'
    | '/w/$slug/settings/api-keys'
    | '/w/$slug/settings/do-not-contact'
    | '/w/$slug/settings/webhooks'
    | '/w/$slug/settings/providers'
    | '/w/$slug/settings/offer-profile'
    | '/w/$slug/settings/credits'
    | '/w/$slug/settings/audit'
    | '/w/$slug/settings/account'
    | '/w/$slug/settings/security';
  /** Whoever may not do this does not see the section; null for what everybody has. */
  needs: Operation | null;
}

export const OF_WORKSPACE: readonly Section[] = [
  { key: 'workspace', to: '/w/$slug/settings/workspace', needs: null },
  { key: 'members', to: '/w/$slug/settings/members', needs: 'listMembers' },
  { key: 'fields', to: '/w/$slug/settings/fields', needs: 'listFields' },
  { key: 'tags', to: '/w/$slug/settings/tags', needs: 'listTags' },
  { key: 'vocabularies', to: '/w/$slug/settings/vocabularies', needs: 'getVocabulary' },
  { key: 'suppressions', to: '/w/$slug/settings/do-not-contact', needs: 'listSuppressions' },
  { key: 'providers', to: '/w/$slug/settings/providers', needs: 'listPlugins' },
  { key: 'offer', to: '/w/$slug/settings/offer-profile', needs: 'getOfferProfile' },
  { key: 'credits', to: '/w/$slug/settings/credits', needs: 'getCredits' },
  { key: 'keys', to: '/w/$slug/settings/api-keys', needs: 'listApiKeys' },
  { key: 'webhooks', to: '/w/$slug/settings/webhooks', needs: 'listWebhooks' },
  { key: 'audit', to: '/w/$slug/settings/audit', needs: 'listAudit' },
];

export const OF_PERSON: readonly Section[] = [
  { key: 'account', to: '/w/$slug/settings/account', needs: null },
  { key: 'security', to: '/w/$slug/settings/security', needs: null },
];
