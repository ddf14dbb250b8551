import { Button, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { LinkButton } from '@/ui/LinkButton';
import { useErrorSentence } from '@/ui/states';
import { useFromUrl } from '../acts';
import { useText } from '../text';
import frame from '../Wizard.module.css';
import type { Told } from './queue';

interface FromLinkProps {
  slug: string;
  told: Told;
}

/** A file that lies on the web: the server fetches it. */
export function FromLink({ slug, told }: FromLinkProps) {
  const t = useText();
  const navigate = useNavigate();
  const sentence = useErrorSentence();
  const [url, setUrl] = useState('');
  const [asked, setAsked] = useState(false);
  const fetching = useFromUrl(slug);
  const wrong = isHttps(url) ? null : t('link.https');
  const problem = asked && wrong !== null ? wrong : fetching.error === null ? undefined : sentence(fetching.error);
  const like = told.like === undefined ? {} : { like: told.like };
  const go = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (wrong !== null) return;
    fetching.mutate(
      { url: url.trim(), ...like },
      {
        onSuccess: ({ data }) =>
          void navigate({ to: '/w/$slug/imports/$id', params: { slug, id: data.id }, replace: true }),
      },
    );
  };
  return (
    <form className={frame.panel} onSubmit={go} noValidate>
      <h2>{t('link.title')}</h2>
      <TextInput
        autoFocus
        type="url"
        inputMode="url"
        w="100%"
        label={t('link.label')}
        description={t('link.hint')}
        placeholder="https://"
        value={url}
        error={problem}
        onChange={(event) => {
          setAsked(false);
          fetching.reset();
          setUrl(event.currentTarget.value);
        }}
      />
      <div className={frame.buttons}>
        <Button type="submit" variant="filled" loading={fetching.isPending}>
          {t('link.go')}
        </Button>
        <LinkButton to="/w/$slug/imports/new" params={{ slug }} search={like}>
          {t('step.back')}
        </LinkButton>
      </div>
    </form>
  );
}

function isHttps(text: string): boolean {
  return URL.canParse(text.trim()) && new URL(text.trim()).protocol === 'https:';
}
