import { IconCheck } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { permissionsOptions } from '@/lib/permissions';
import { useText } from '../text';
import { actsOf } from './acts';
import { sentenceOf } from './roles';
import styles from './Roles.module.css';

/** What each role may do, by the server's own table. */
export function RolesTable({ slug }: { slug: string }) {
  const t = useText();
  const table = useId();
  const [open, setOpen] = useState(false);
  return (
    <div className={styles.roles}>
      <button type="button" className={styles.toggle} aria-expanded={open} aria-controls={table} onClick={() => setOpen(!open)}>
        {t(open ? 'roleTable.hide' : 'roleTable.show')}
      </button>
      <div id={table}>{open && <Table slug={slug} />}</div>
    </div>
  );
}

function Table({ slug }: { slug: string }) {
  const t = useText();
  const { data } = useSuspenseQuery(permissionsOptions(slug));
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label={t('roleTable.caption')}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('roleTable.act')}</th>
            {data.roles.map(({ key, label, description }) => (
              <th key={key} scope="col" title={description}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {actsOf(data.operations).map((act) => (
            <tr key={act.name}>
              <th scope="row">{act.key === null ? sentenceOf(act.name) : t(`roleTable.acts.${act.key}`)}</th>
              {data.roles.map(({ key }) => (
                <td key={key}>
                  {act.roles.includes(key) ? (
                    <IconCheck size={14} stroke={2} aria-label={t('roleTable.yes')} />
                  ) : (
                    <span aria-label={t('roleTable.no')} role="img">
                      –
                    </span>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
