import type { Import } from '@leadgen/client';
import { getWorkspaceOptions } from '@leadgen/client/query';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { count } from '@/lib/format';
import { useImport } from '../acts';
import { useText } from '../text';
import styles from './columns.module.css';

/** Of a note: the file has other columns than the one it was to follow. */
const DIFFERS = 'like_differs';

/** Of a note: phones cannot be read before the workspace has a country, which is chosen with the matching. */
const PHONES = 'phones_without_country';

interface RemarksProps {
  slug: string;
  imported: Import;
}

/** Above the columns: whose choices these are, and what was noticed about the file. */
export function Remarks({ slug, imported: { id, problems, like_import_id: like } }: RemarksProps) {
  const t = useText();
  const differs = problems.find(({ code }) => code === DIFFERS);
  const hasCountry = (useQuery(getWorkspaceOptions({ path: { slug } })).data?.country ?? null) !== null;
  const notes = problems.filter(({ code }) => code !== DIFFERS && !(code === PHONES && hasCountry));
  const [first] = notes;
  const isOfPhones = notes.length === 1 && first?.code === PHONES;
  if (first === undefined && like === null && differs === undefined) return null;
  return (
    <div className={styles.remarks}>
      {differs !== undefined && <p>{differs.detail}</p>}
      {differs === undefined && like !== null && <Like slug={slug} id={like} />}
      {first !== undefined && (
        <p>
          {notes.length === 1 ? first.detail : t('columns.notes', { count: notes.length, n: count(notes.length) })}{' '}
          <Link
            to="/w/$slug/imports/$id"
            params={{ slug, id }}
            search={{ step: isOfPhones ? 'matching' : 'file' }}
            className={styles.textLink}
          >
            {t(isOfPhones ? 'fix.chooseCountry' : 'columns.notesLook')}
          </Link>
        </p>
      )}
    </div>
  );
}

/** The import whose choices were taken over. It may be gone; then the choices stand all the same. */
function Like({ slug, id }: { slug: string; id: string }) {
  const t = useText();
  const { data, isPending } = useImport(slug, id);
  if (isPending) return <p>&nbsp;</p>;
  return <p>{data === undefined ? t('columns.remembered') : t('columns.rememberedFrom', { filename: data.filename })}</p>;
}
