import type { Session } from '@leadgen/client';
import { getSessionQueryKey } from '@leadgen/client/query';
import { queries } from '@/lib/query';
import { forgetLinkTokens } from './linkToken';

/** Begins afresh as this person: nothing that somebody else saw before stays in memory. */
export function letIn(session: Session): void {
  forgetLinkTokens();
  queries.clear();
  queries.setQueryData(getSessionQueryKey(), session);
}
