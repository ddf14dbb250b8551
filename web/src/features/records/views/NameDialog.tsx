import { Checkbox, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { about, FormDialog } from '@/ui/FormDialog';
import { useText } from './text';

interface NameDialogProps {
  title: string;
  submit: string;
  hint?: ReactNode;
  first?: string;
  withSharing?: boolean;
  onName: (name: string, shared: boolean) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for the name of a view or segment. */
export function NameDialog({ title, submit, hint, first = '', withSharing = false, onName, onClose }: NameDialogProps) {
  const t = useText();
  const [name, setName] = useState(first);
  const [shared, setShared] = useState(withSharing);
  const { mutate, isPending, error } = useMutation({ mutationFn: () => onName(name.trim(), shared), onSuccess: onClose });
  return (
    <FormDialog title={title} submit={submit} lead={hint} pending={isPending} error={error} disabled={name.trim() === ''} onSubmit={() => mutate()} onClose={onClose}>
      <TextInput label={t('name')} maxLength={80} autoComplete="off" data-autofocus value={name} error={about(error, 'name')} onChange={(event) => setName(event.currentTarget.value)} />
      {withSharing && <Checkbox label={t('shareCheck')} checked={shared} onChange={(event) => setShared(event.currentTarget.checked)} />}
    </FormDialog>
  );
}
