import { listDuplicates } from '@leadgen/client';
import { IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { total } from '@/lib/format';
import { useCommon } from '@/lib/i18n';
import styles from './Sidebar.module.css';

/** The screen of duplicates, and how many wait there for a decision. */
export function DuplicatesEntry({ slug, onLeave }: { slug: string; onLeave: () => void }) {
  const t = useCommon();
  const { data: waiting } = useQuery({
    queryKey: [{ _id: 'listDuplicates.waiting', path: { slug } }] as const,
    queryFn: async ({ signal }) => {
      const counts = (['contact', 'company'] as const).map(async (kind) => {
        const { data } = await listDuplicates({ path: { slug }, query: { kind, limit: 1 }, signal, throwOnError: true });
        return data.counts.open;
      });
      const [contacts, companies] = await Promise.all(counts);
      return { value: (contacts?.value ?? 0) + (companies?.value ?? 0), exact: contacts?.exact === true && companies?.exact === true };
    },
  });
  return (
    <li>
      <Link to="/w/$slug/duplicates" params={{ slug }} className={styles.entry} preload="intent" onClick={onLeave}>
        <IconCopy size={16} stroke={1.5} aria-hidden />
        {t('nav.duplicates')}
        {waiting !== undefined && waiting.value > 0 && (
          <span className={styles.waiting} aria-hidden>
            {total(waiting)}
          </span>
        )}
      </Link>
    </li>
  );
}
