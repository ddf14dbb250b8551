import { Button, Checkbox } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { count } from '@/lib/format';
import type { Selection } from '@/lib/handed';
import { useMay } from '@/lib/permissions';
import { useErrorSentence } from '@/ui/states';
import { type Kind, look, type Rule, RULES } from './calls';
import styles from './Cleanup.module.css';
import { useText } from './text';

interface WishProps {
  slug: string;
  kind: Kind;
  selection: Selection;
  onPreview: (id: string) => void;
}

/** Which records to look at, and by which rules. */
export function Wish({ slug, kind, selection, onPreview }: WishProps) {
  const t = useText();
  const may = useMay();
  const sentence = useErrorSentence();
  const [rules, setRules] = useState<readonly Rule[]>(RULES[kind].filter(({ wanted }) => wanted).map(({ rule }) => rule));
  const begin = useMutation({
    mutationFn: () => look(slug, kind, selection, [...rules]),
    onSuccess: ({ id }) => onPreview(id),
  });
  const isEverything = Object.keys(selection).length === 0;
  const send = (event: FormEvent) => {
    event.preventDefault();
    begin.mutate();
  };
  if (!may('previewCleanup')) return <p className={styles.lead}>{t('readOnly')}</p>;
  return (
    <form className={styles.wish} onSubmit={send}>
      <h2 className={styles.heading}>{t('wish.title')}</h2>
      <p className={styles.muted}>{t('wish.lead')}</p>
      {isEverything ? <Kinds slug={slug} /> : <Whom slug={slug} kind={kind} selection={selection} />}
      <div className={styles.rules}>
        {RULES[kind].map(({ rule }) => (
          <Checkbox
            key={rule}
            classNames={{ description: styles.hint ?? '' }}
            label={t(`rules.${rule}.name`)}
            description={t(`rules.${rule}.what`)}
            checked={rules.includes(rule)}
            onChange={({ currentTarget: { checked } }) => setRules((now) => (checked ? [...now, rule] : now.filter((one) => one !== rule)))}
          />
        ))}
      </div>
      {begin.error !== null && (
        <p className={styles.problem} role="alert">
          {sentence(begin.error)}
        </p>
      )}
      <Button type="submit" variant="filled" className={styles.begin ?? ''} disabled={rules.length === 0} loading={begin.isPending}>
        {t('wish.look')}
      </Button>
    </form>
  );
}

function Whom({ slug, kind, selection: { ids } }: Omit<WishProps, 'onPreview'>) {
  const t = useText();
  const picked = ids ?? null;
  const whom = picked === null ? t(`${kind}.filtered`) : t(`${kind}.picked`, { count: picked.length, n: count(picked.length) });
  return (
    <p>
      {t('wish.whom', { whom })}{' '}
      <Link className={styles.link} to="/w/$slug/cleanup" params={{ slug }} search={kind === 'company' ? { kind } : {}}>
        {t('wish.everything')}
      </Link>
    </p>
  );
}

const KINDS: readonly Kind[] = ['contact', 'company'];

function Kinds({ slug }: { slug: string }) {
  const t = useText();
  return (
    <nav className={styles.kinds} aria-label={t('kinds')}>
      {KINDS.map((one) => (
        <Link key={one} className={styles.kind} to="/w/$slug/cleanup" params={{ slug }} search={one === 'company' ? { kind: one } : {}} activeOptions={{ exact: true, includeSearch: true }} replace>
          {t(`${one}.all`)}
        </Link>
      ))}
    </nav>
  );
}
