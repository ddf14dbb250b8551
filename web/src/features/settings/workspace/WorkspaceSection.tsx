import type { Workspace } from '@leadgen/client';
import { getWorkspaceOptions } from '@leadgen/client/query';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type FormEvent } from 'react';
import { country as countryName } from '@/lib/format';
import { countries } from '@/lib/countries';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { about } from '@/ui/FormDialog';
import { Panel, PanelRow, Section } from '@/ui/Section';
import { ErrorState, Skeleton, useErrorSentence } from '@/ui/states';
import { useText } from '../text';
import { LeaveDialog } from './LeaveDialog';
import { TransferDialog } from './TransferDialog';
import { useChange } from './useChange';
import { VerifyRow } from './VerifyRow';
import styles from './Workspace.module.css';

/** The workspace itself: its name, where its phone numbers are from, whose it is, and the way out. */
export function WorkspaceSection() {
  const t = useText();
  const { slug } = useWorkspace();
  const { may, whoMay } = useRights();
  const { data, error, refetch } = useQuery(getWorkspaceOptions({ path: { slug } }));
  const mayChange = may('updateWorkspace');
  return (
    <Section
      title={t('sections.workspace')}
      lead={mayChange ? t('workspace.lead') : t('workspace.readOnly', { who: whoMay('updateWorkspace').join(', ') })}
    >
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton />}
      {data !== undefined && (
        <Panel>
          <NameRow key={data.name} workspace={data} mayChange={mayChange} />
          <CountryRow workspace={data} mayChange={mayChange} />
          <VerifyRow workspace={data} mayChange={mayChange} />
          <PanelRow label={t('workspace.address')} hint={t('workspace.addressHint')}>
            <code className={styles.slug}>{slug}</code>
          </PanelRow>
        </Panel>
      )}
      <Membership slug={slug} />
    </Section>
  );
}

function NameRow({ workspace, mayChange }: { workspace: Workspace; mayChange: boolean }) {
  const t = useText();
  const sentence = useErrorSentence();
  const [name, setName] = useState(workspace.name);
  const { mutate, isPending, error } = useChange(workspace.slug);
  const isChanged = name.trim() !== workspace.name && name.trim() !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isChanged) mutate({ name: name.trim() });
  };
  if (!mayChange) return <PanelRow label={t('workspace.name')}>{workspace.name}</PanelRow>;
  return (
    <PanelRow label={t('workspace.name')} hint={t('workspace.nameHint')}>
      <form className={styles.form} onSubmit={submit}>
        <TextInput
          className={styles.field}
          aria-label={t('workspace.name')}
          autoComplete="organization"
          maxLength={200}
          value={name}
          error={error === null ? undefined : (about(error, 'name') ?? sentence(error))}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {isChanged && (
          <Button type="submit" variant="filled" size="sm" loading={isPending}>
            {t('save')}
          </Button>
        )}
      </form>
    </PanelRow>
  );
}

function CountryRow({ workspace, mayChange }: { workspace: Workspace; mayChange: boolean }) {
  const t = useText();
  const sentence = useErrorSentence();
  const choices = useMemo(() => countries(), []);
  const { mutate, isPending, error } = useChange(workspace.slug);
  const none = t('workspace.noCountry');
  return (
    <PanelRow label={t('workspace.country')} hint={t('workspace.countryHint')}>
      {mayChange ? (
        <NativeSelect
          size="sm"
          className={styles.field}
          aria-label={t('workspace.country')}
          value={workspace.country ?? ''}
          data={[{ value: '', label: none }, ...choices]}
          error={error === null ? undefined : sentence(error)}
          disabled={isPending}
          onChange={(event) => mutate({ country: event.currentTarget.value || null })}
        />
      ) : workspace.country === null ? (
        none
      ) : (
        countryName(workspace.country)
      )}
    </PanelRow>
  );
}

function Membership({ slug }: { slug: string }) {
  const t = useText();
  const { role } = useWorkspace();
  const { may } = useRights();
  const [asking, setAsking] = useState<'transfer' | 'leave' | null>(null);
  const close = () => setAsking(null);
  return (
    <Panel title={t('workspace.membership')}>
      <PanelRow label={t('workspace.yourRole')} hint={t(`roleHints.${role}`)}>
        {t(`roles.${role}`)}
      </PanelRow>
      {may('transferOwnership') && (
        <PanelRow label={t('transfer.label')} hint={t('transfer.hint')}>
          <Button onClick={() => setAsking('transfer')}>{t('transfer.act')}</Button>
        </PanelRow>
      )}
      <PanelRow label={t('leave.label')} hint={t('leave.hint')}>
        <Button onClick={() => setAsking('leave')}>{t('leave.act')}</Button>
      </PanelRow>
      {asking === 'transfer' && <TransferDialog slug={slug} onClose={close} />}
      {asking === 'leave' && <LeaveDialog slug={slug} onClose={close} />}
    </Panel>
  );
}
