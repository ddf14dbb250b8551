import type { AccountOverview, WorkspaceOverview, Total } from '@leadgen/client';
import { Link } from '@tanstack/react-router';
import { count, total } from '@/lib/format';
import list from '@/ui/list.module.css';
import { Status, When } from '@/ui/marks';
import { useText } from './text';
import styles from './Overview.module.css';

/** The workspaces of one account, a row each. */
export function AccountTable({ account: { name, workspaces } }: { account: AccountOverview }) {
  const t = useText();
  return (
    <section className={styles.account}>
      <h2>{name}</h2>
      <div className={styles.box}>
        <table className={`${list.list} ${styles.table}`} role="table" aria-label={t('caption', { account: name })}>
          <thead className={list.head} role="rowgroup">
            <tr className={list.row} role="row">
              <th role="columnheader">{t('name')}</th>
              <th role="columnheader" className={list.number}>{t('contacts')}</th>
              <th role="columnheader" className={list.number}>{t('companies')}</th>
              <th role="columnheader" className={list.number}>{t('members')}</th>
              <th role="columnheader">{t('imports')}</th>
              <th role="columnheader" className={list.number}>{t('last')}</th>
            </tr>
          </thead>
          <tbody className={list.body} role="rowgroup">
            {workspaces.map((workspace) => (
              <Row key={workspace.id} workspace={workspace} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ workspace }: { workspace: WorkspaceOverview }) {
  const t = useText();
  const { slug, name, role, contacts, companies, members, imports_running: running, last_operation_at: last } = workspace;
  return (
    <tr className={list.row} role="row">
      <td role="cell" className={list.wide}>
        <Link className={list.link} to="/w/$slug/contacts" params={{ slug }}>
          {name}
        </Link>
        <span className={styles.role}>{t(`roles.${role}`)}</span>
      </td>
      <Counted label={t('contacts')} value={contacts} />
      <Counted label={t('companies')} value={companies} />
      <td role="cell" className={list.number} data-label={t('members')}>
        {count(members)}
      </td>
      <td role="cell" data-zero={running === 0 || undefined}>
        {running > 0 && <Status tone="busy">{t('running', { count: running })}</Status>}
      </td>
      <td role="cell" className={`${list.number} ${list.muted}`}>
        {last === null ? t('none') : <When at={last} />}
      </td>
    </tr>
  );
}

function Counted({ label, value }: { label: string; value: Total }) {
  const t = useText();
  return (
    <td role="cell" className={list.number} data-label={label} title={value.exact ? undefined : t('estimated')}>
      {total(value)}
    </td>
  );
}
