import type { OfferDraft, OfferProfile } from '@leadgen/client';
import { getOfferProfileOptions } from '@leadgen/client/query';
import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useCommon } from '@/lib/i18n';
import { useRights } from '@/lib/permissions';
import { useWorkspace } from '@/lib/workspace';
import { about } from '@/ui/FormDialog';
import { When } from '@/ui/marks';
import { Section } from '@/ui/Section';
import { ErrorState, Skeleton, useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import { write } from './calls';
import styles from './Offer.module.css';
import { useText } from './text';

const PARTS = ['about', 'products', 'customers', 'proof', 'tone'] as const satisfies readonly (keyof OfferDraft)[];
const LONGEST = 2000;

/** Who we are, what we sell, to whom, what speaks for it and how we write: what models are told beside a record. */
export function OfferSection() {
  const t = useText();
  const { slug } = useWorkspace();
  const { may, whoMay } = useRights();
  const { data, error, refetch } = useQuery(getOfferProfileOptions({ path: { slug } }));
  const mayChange = may('updateOfferProfile');
  return (
    <Section title={t('title')} lead={mayChange ? t('lead') : t('readOnly', { who: whoMay('updateOfferProfile').join(', ') })}>
      {data === undefined && error === null && <Skeleton />}
      {data === undefined && error !== null && <ErrorState error={error} retry={() => void refetch()} />}
      {data !== undefined && <Profile key={data.updated_at} slug={slug} profile={data} mayChange={mayChange} />}
    </Section>
  );
}

function Profile({ slug, profile, mayChange }: { slug: string; profile: OfferProfile; mayChange: boolean }) {
  const t = useText();
  const common = useCommon();
  const sentence = useErrorSentence();
  const [draft, setDraft] = useState<Required<OfferDraft>>(() => draftOf(profile));
  const { mutate, isPending, error } = useMutation({ mutationFn: () => write(slug, draft), onSuccess: () => toast(t('saved')) });
  const isChanged = PARTS.some((part) => draft[part] !== profile[part]);
  const isGeneral = error !== null && PARTS.every((part) => about(error, part) === undefined);
  const send = (event: FormEvent) => {
    event.preventDefault();
    mutate();
  };
  return (
    <form className={styles.form} onSubmit={send}>
      {PARTS.map((part) => (
        <Textarea
          key={part}
          label={t(`${part}.label`)}
          description={t(`${part}.hint`)}
          autosize
          minRows={2}
          maxRows={10}
          maxLength={LONGEST}
          readOnly={!mayChange}
          value={draft[part]}
          error={about(error, part)}
          onChange={({ currentTarget: { value } }) => setDraft((now) => ({ ...now, [part]: value }))}
        />
      ))}
      {isGeneral && (
        <p className={styles.problem} role="alert">
          {sentence(error)}
        </p>
      )}
      <div className={styles.foot}>
        {mayChange && (
          <Button type="submit" variant="filled" size="sm" disabled={!isChanged} loading={isPending}>
            {common('act.save')}
          </Button>
        )}
        {profile.updated_at !== null && (
          <span className={styles.when}>
            {t('written')} <When at={profile.updated_at} />
          </span>
        )}
      </div>
    </form>
  );
}

function draftOf({ about: who, products, customers, proof, tone }: OfferProfile): Required<OfferDraft> {
  return { about: who ?? '', products: products ?? '', customers: customers ?? '', proof: proof ?? '', tone: tone ?? '' };
}
