import type { ApiKey } from '@leadgen/client';
import { Button } from '@mantine/core';
import { day, moment } from '@/lib/format';
import list from '@/ui/list.module.css';
import { Status, When, type Tone } from '@/ui/marks';
import { useText } from '../text';
import { reachOf } from './scopes';
import styles from './Keys.module.css';

const TONES: Record<ApiKey['state'], Tone> = { active: 'good', expired: 'warn', revoked: 'quiet' };

interface KeysTableProps {
  keys: readonly ApiKey[];
  onRevoke: ((key: ApiKey) => void) | null;
}

export function KeysTable({ keys, onRevoke }: KeysTableProps) {
  const t = useText();
  return (
    <div className={styles.frame}>
      <table className={`${list.list} ${styles.table}`} role="table" aria-label={t('keys.caption')}>
        <thead className={list.head} role="rowgroup">
          <tr className={list.row} role="row">
            <th role="columnheader">{t('keys.name')}</th>
            <th role="columnheader">{t('keys.scopes')}</th>
            <th role="columnheader">{t('keys.state')}</th>
            <th role="columnheader">{t('keys.lastUsed')}</th>
            <th role="columnheader">{t('keys.expires')}</th>
            <th role="columnheader">
              <span className={styles.unseen}>{t('keys.acts')}</span>
            </th>
          </tr>
        </thead>
        <tbody className={list.body} role="rowgroup">
          {keys.map((key) => (
            <KeyRow key={key.id} apiKey={key} onRevoke={onRevoke} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function KeyRow({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: KeysTableProps['onRevoke'] }) {
  const t = useText();
  const { name, hint, scopes, state, last_used_at: used, expires_at: until, created_by_name: by } = apiKey;
  const reaches = reachOf(scopes)
    .map(({ subject, reach }) => t(`scopes.${subject}.${reach}`))
    .join(', ');
  return (
    <tr className={list.row} role="row" data-over={state === 'active' ? undefined : true}>
      <td role="cell" className={`${list.wide} ${styles.name}`}>
        <span className={styles.title}>{name}</span>
        <span className={styles.sub} title={moment(apiKey.created_at)}>
          <code>{hint}</code> · {by === null ? t('keys.madeByOperator') : t('keys.madeBy', { who: by })}
        </span>
      </td>
      <td role="cell" className={`${list.muted} ${list.wide} ${styles.scopes}`} title={reaches}>
        {reaches}
      </td>
      <td role="cell">
        <Status tone={TONES[state]}>{t(`keys.states.${state}`)}</Status>
      </td>
      <td role="cell" className={list.muted} data-label={t('keys.lastUsed')}>
        {used === null ? t('never') : <When at={used} />}
      </td>
      <td role="cell" className={list.muted} data-label={t('keys.expires')}>
        {until === null ? t('never') : <time dateTime={until} title={moment(until)}>{day(until.slice(0, 10))}</time>}
      </td>
      <td role="cell" className={styles.acts}>
        {onRevoke !== null && state === 'active' && (
          <Button size="compact-sm" variant="subtle" color="gray" aria-label={t('keys.revokeOf', { name })} onClick={() => onRevoke(apiKey)}>
            {t('keys.revoke')}
          </Button>
        )}
      </td>
    </tr>
  );
}
