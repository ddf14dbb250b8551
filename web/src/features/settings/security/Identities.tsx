import type { Me } from '@leadgen/client';
import { When } from '@/ui/marks';
import { Panel, PanelRow } from '@/ui/Section';
import { useText } from '../text';

/** Accounts elsewhere that open this one; said only where there are any. */
export function Identities({ identities }: { identities: Me['identities'] }) {
  const t = useText();
  if (identities.length === 0) return null;
  return (
    <Panel title={t('identities.title')} lead={t('identities.lead')}>
      {identities.map(({ issuer, label, email, created_at: since }) => (
        <PanelRow key={`${issuer} ${email ?? ''}`} label={label} hint={email ?? issuer}>
          <span>
            {t('identities.since')} <When at={since} />
          </span>
        </PanelRow>
      ))}
    </Panel>
  );
}
