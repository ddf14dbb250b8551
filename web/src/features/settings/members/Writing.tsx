import { setWriting, type Member, type Writing as Said } from '@leadgen/client';
import { NativeSelect } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { language as nameOf, languages } from '@/lib/languages';
import { messages } from '@/lib/i18n';
import { refresh } from '@/lib/query';
import { Panel, PanelRow } from '@/ui/Section';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { useText as useSettingsText } from '../text';
import { en } from './writing.en';

const useText = messages('writing', en);

const STYLES: readonly NonNullable<Said['addressing']>[] = ['formal', 'informal'];

/** In which language somebody writes here and how they address people: their own to say. */
export function Writing({ slug, me }: { slug: string; me: Member }) {
  const t = useText();
  const settings = useSettingsText();
  const sentence = useErrorSentence();
  const { mutate, isPending, variables } = useMutation({
    mutationFn: (body: Said) => setWriting({ path: { slug }, body, throwOnError: true }),
    onSuccess: async () => {
      await refresh(['listMembers']);
      toast(settings('saved'));
    },
    onError: (error) => toast(sentence(error), { tone: 'bad' }),
  });
  const { language, addressing: style } = isPending ? variables : me;
  return (
    <Panel title={t('title')} lead={t('lead')}>
      <PanelRow label={t('language')}>
        <NativeSelect
          size="sm"
          aria-label={t('language')}
          disabled={isPending}
          value={language ?? ''}
          data={[{ value: '', label: t('unsaid') }, ...languages()]}
          onChange={(event) => mutate({ language: event.currentTarget.value || null, addressing: style })}
        />
      </PanelRow>
      <PanelRow label={t('style')} hint={t('styleHint')}>
        <NativeSelect
          size="sm"
          aria-label={t('style')}
          disabled={isPending}
          value={style ?? ''}
          data={[{ value: '', label: t('unsaid') }, ...STYLES.map((value) => ({ value, label: t(value) }))]}
          onChange={(event) => mutate({ language, addressing: STYLES.find((one) => one === event.currentTarget.value) ?? null })}
        />
      </PanelRow>
    </Panel>
  );
}

/** "German, formal", as far as it is said. */
export function useWritingWords(): (member: Member) => string | undefined {
  const t = useText();
  return ({ language, addressing: style }) => {
    const words = [language === null ? null : nameOf(language), style === null ? null : t(style)];
    const said = words.filter((word) => word !== null);
    return said.length === 0 ? undefined : said.join(', ');
  };
}
