import type { Member } from '@leadgen/client';
import { useState } from 'react';
import list from '@/ui/list.module.css';
import { useText } from '../text';
import { MemberRow } from './MemberRow';
import { RemoveDialog } from './RemoveDialog';
import { ResetLinkDialog } from './ResetLinkDialog';
import styles from './Members.module.css';

interface Asking {
  about: 'remove' | 'reset';
  member: Member;
}

export function MembersTable({ slug, members }: { slug: string; members: readonly Member[] }) {
  const t = useText();
  const [asking, setAsking] = useState<Asking | null>(null);
  const owners = members.filter(({ role }) => role === 'owner').length;
  const close = () => setAsking(null);
  return (
    <div className={styles.frame}>
      <table className={`${list.list} ${styles.table}`} role="table" aria-label={t('members.caption')}>
        <thead className={list.head} role="rowgroup">
          <tr className={list.row} role="row">
            <th role="columnheader">{t('members.name')}</th>
            <th role="columnheader">{t('members.role')}</th>
            <th role="columnheader">{t('members.totp')}</th>
            <th role="columnheader">{t('members.lastSeen')}</th>
            <th role="columnheader">
              <span className={styles.unseen}>{t('members.acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody className={list.body} role="rowgroup">
          {members.map((member) => (
            <MemberRow
              key={member.user_id}
              slug={slug}
              member={member}
              isLastOwner={member.role === 'owner' && owners === 1}
              onRemove={() => setAsking({ about: 'remove', member })}
              onReset={() => setAsking({ about: 'reset', member })}
            />
          ))}
        </tbody>
      </table>
      {asking?.about === 'remove' && <RemoveDialog slug={slug} member={asking.member} onClose={close} />}
      {asking?.about === 'reset' && <ResetLinkDialog slug={slug} member={asking.member} onClose={close} />}
    </div>
  );
}
