import { confirmEmailChange } from '@leadgen/client';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { queries } from '@/lib/query';
import { LinkButton } from '@/ui/LinkButton';
import { useErrorSentence } from '@/ui/states';
import { AccountCard } from './AccountCard';
import { forgetLinkTokens, useLinkToken } from './linkToken';
import { useText } from './text';
import styles from './Account.module.css';

/** The link in the mail to a new address. A press confirms it, since scanners of mail open every link. */
export function ConfirmEmail() {
  const t = useText();
  const sentence = useErrorSentence();
  const token = useLinkToken();
  const { mutate, isPending, error, isSuccess } = useMutation({
    mutationFn: () => confirmEmailChange({ body: { token }, throwOnError: true }),
    onSuccess: () => {
      forgetLinkTokens();
      queries.clear();
    },
  });
  if (isSuccess) {
    return (
      <AccountCard tab={t('confirm.tab')} title={t('confirm.done')} lead={t('confirm.doneDetail')}>
        <LinkButton variant="filled" size="sm" to="/">
          {t('confirm.goOn')}
        </LinkButton>
      </AccountCard>
    );
  }
  if (token === '') {
    return (
      <AccountCard tab={t('confirm.tab')} title={t('confirm.noToken')} lead={t('confirm.noTokenDetail')}>
        <LinkButton to="/">{t('confirm.goOn')}</LinkButton>
      </AccountCard>
    );
  }
  return (
    <AccountCard tab={t('confirm.tab')} title={t('confirm.title')} lead={t('confirm.lead')}>
      {error !== null && (
        <p className={styles.problem} role="alert">
          {sentence(error)}
        </p>
      )}
      <Button variant="filled" size="sm" loading={isPending} onClick={() => mutate()}>
        {t('confirm.submit')}
      </Button>
    </AccountCard>
  );
}
