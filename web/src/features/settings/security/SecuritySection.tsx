import { getMeOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { Section } from '@/ui/Section';
import { ErrorState, Skeleton } from '@/ui/states';
import { useText } from '../text';
import { Identities } from './Identities';
import { SecondFactor } from './SecondFactor';
import { Sessions } from './Sessions';

/** What stands between others and your account. */
export function SecuritySection() {
  const t = useText();
  const { data, error, refetch } = useQuery(getMeOptions());
  return (
    <Section title={t('sections.security')} lead={t('security.lead')}>
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <Skeleton lines={3} />}
      {data !== undefined && <SecondFactor me={data} />}
      <Sessions />
      {data !== undefined && <Identities identities={data.identities} />}
    </Section>
  );
}
