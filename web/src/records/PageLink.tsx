import { useText } from './text';
import styles from './Source.module.css';

/** The page that a value was read on, as people write its address; only http and https, whatever somebody answered. */
export function PageLink({ url, linked = true }: { url: string; linked?: boolean }) {
  const t = useText();
  const address = url.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '');
  if (!linked || !/^https?:\/\//i.test(url)) return <span className={styles.file}>{address}</span>;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener" className={styles.link} aria-label={t('source.open', { address })}>
      {address}
    </a>
  );
}
