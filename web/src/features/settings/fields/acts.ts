/** What can be done with a field of the workspace's own. */
import { archiveField, restoreField, updateField, type Field, type FieldUpdate } from '@leadgen/client';
import { messages } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { en } from './en';

export const useText = messages('fields', en);

/** A field of the workspace's own: it has an id. */
export type OwnField = Field & { id: string };

export function isOwn(field: Field): field is OwnField {
  return field.id !== null && field.id !== undefined;
}

const FIELDS = ['listFields', 'listFieldUsage'];
const RECORDS = ['listContacts', 'listCompanies', 'getContact', 'getCompany', 'listViews'];

export interface FieldActs {
  /** Whether it was done; a refusal is told. */
  update: (field: OwnField, change: FieldUpdate, said?: string) => Promise<boolean>;
  archive: (field: OwnField) => Promise<boolean>;
  restore: (field: OwnField) => Promise<boolean>;
}

export function useFieldActs(slug: string): FieldActs {
  const t = useText();
  const sentence = useErrorSentence();
  const done = async (act: Promise<unknown>, say?: () => void): Promise<boolean> => {
    try {
      await act;
      await refresh(FIELDS);
      void refresh(RECORDS);
      say?.();
      return true;
    } catch (error) {
      void refresh(FIELDS);
      toast(sentence(error), { tone: 'bad' });
      return false;
    }
  };
  const restore = ({ id, label }: OwnField) =>
    done(restoreField({ path: { slug, id }, throwOnError: true }), () => toast(t('didRestore', { label })));
  return {
    update: ({ id }, change, said) =>
      done(updateField({ path: { slug, id }, body: change, throwOnError: true }), () => said !== undefined && toast(said)),
    archive: (field) =>
      done(archiveField({ path: { slug, id: field.id }, throwOnError: true }), () =>
        toast(t('didArchive', { label: field.label }), { action: { label: t('undo'), act: () => void restore(field) } }),
      ),
    restore,
  };
}
