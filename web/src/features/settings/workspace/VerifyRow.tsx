import type { Workspace } from '@leadgen/client';
import { Checkbox } from '@mantine/core';
import { PanelRow } from '@/ui/Section';
import { useErrorSentence } from '@/ui/states';
import { useVerifyText } from './text';
import { useChange } from './useChange';

/** Whether the addresses of every import are verified. */
export function VerifyRow({ workspace, mayChange }: { workspace: Workspace; mayChange: boolean }) {
  const t = useVerifyText();
  const sentence = useErrorSentence();
  const { mutate, isPending, variables, error } = useChange(workspace.slug);
  const isOn = (isPending ? variables.verify_imports : null) ?? workspace.verify_imports;
  return (
    <PanelRow label={t('label')} hint={t('hint')}>
      {mayChange ? (
        <Checkbox
          size="sm"
          label={t('act')}
          checked={isOn}
          error={error === null ? undefined : sentence(error)}
          disabled={isPending}
          onChange={(event) => mutate({ verify_imports: event.currentTarget.checked })}
        />
      ) : (
        t(workspace.verify_imports ? 'on' : 'off')
      )}
    </PanelRow>
  );
}
