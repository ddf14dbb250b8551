import { listOperations, type Operation, type RecordKind, type SearchHit } from '@leadgen/client';
import { Modal } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { IconBuilding, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import { useWorkspace } from '@/lib/workspace';
import { Choices, type Choice, type ChoiceGroup } from '@/ui/Choices';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { UndoDialog } from '@/ui/UndoDialog';
import { useFoundRecords } from './records';
import { useText } from './text';
import { useActs, useThemes } from './useActs';
import { useOtherWorkspaces, useScreens, useSections } from './usePlaces';
import styles from './Palette.module.css';

/** Everything that can be reached or done here, by its name. Esc leaves it. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const t = useText();
  const { slug } = useWorkspace();
  const [query, setQuery] = useState('');
  const [undoing, setUndoing] = useState<Operation | null>(null);
  const askUndo = useLastOperation(slug, setUndoing, onClose);
  const groups = useGroups(query, askUndo, onClose);
  if (undoing !== null) return <UndoDialog slug={slug} operation={undoing} onClose={onClose} />;
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      attributes={{ content: { 'aria-label': t('title') } }}
      size={560}
      padding={0}
      yOffset="12dvh"
      centered={false}
      classNames={{ content: styles.content ?? '', body: styles.body ?? '' }}
    >
      <Choices
        label={t('title')}
        placeholder={t('placeholder')}
        nothing={t('nothing')}
        query={query}
        onQuery={setQuery}
        groups={groups}
      />
    </Modal>
  );
}

/** Records come last: an answer that is late moves nothing that Enter was about to do. */
function useGroups(query: string, undo: () => void, close: () => void): ChoiceGroup[] {
  const t = useText();
  const { slug } = useWorkspace();
  const found = useFoundRecords(slug, query);
  const contacts = useRecordChoices('contact', found);
  const companies = useRecordChoices('company', found);
  const places = [
    { label: t('go'), choices: closing(useScreens(), close) },
    { label: t('settings'), choices: closing(useSections(), close) },
    { label: t('workspaces'), choices: closing(useOtherWorkspaces(), close) },
    { label: t('look'), choices: closing(useThemes(), close) },
  ];
  const acts = useActs(undo).map((act) => (act.id === 'undo' ? act : closingOne(act, close)));
  return [
    { label: t('do'), choices: acts },
    ...places,
    { label: t('contacts'), choices: closing(contacts, close), isFound: true },
    { label: t('companies'), choices: closing(companies, close), isFound: true },
  ];
}

/** Nothing stays open behind a choice. */
function closing(choices: readonly Choice[], close: () => void): Choice[] {
  return choices.map((choice) => closingOne(choice, close));
}

function closingOne(choice: Choice, close: () => void): Choice {
  return {
    ...choice,
    run: () => {
      close();
      choice.run();
    },
  };
}

function useRecordChoices(kind: RecordKind, found: readonly SearchHit[]): Choice[] {
  const navigate = useNavigate();
  const { slug } = useWorkspace();
  const to = kind === 'contact' ? '/w/$slug/contacts' : '/w/$slug/companies';
  return found.filter((hit) => hit.kind === kind).map(({ id, name, secondary, value }) => ({
    id: `record-${id}`,
    label: name,
    // By what it was found, where that is not to be seen already.
    hint: secondary.includes(value) || value === name ? secondary : value,
    icon: kind === 'contact' ? IconUser : IconBuilding,
    run: () => void navigate({ to, params: { slug }, search: { record: id } }),
  }));
}

/** Gives the act that looks up what an undo would take back: the newest operation that can be. */
function useLastOperation(slug: string, ask: (operation: Operation) => void, close: () => void): () => void {
  const t = useText();
  const sentence = useErrorSentence();
  const find = async () => {
    const { data } = await listOperations({ path: { slug }, throwOnError: true });
    const last = data.items.find(({ undoable, kind }) => undoable && kind !== 'undo');
    if (last !== undefined) return ask(last);
    close();
    toast(t('noUndo'));
  };
  return () =>
    void find().catch((error: unknown) => {
      close();
      toast(sentence(error), { tone: 'bad' });
    });
}
