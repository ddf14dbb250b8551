import styles from './Members.module.css';

interface PersonProps {
  name: string;
  email: string;
  /** A quiet word after the name: "you". */
  note?: string | undefined;
  /** Behind the address. */
  more?: string | undefined;
}

/** A face of one letter, the name, and the address beneath. */
export function Person({ name, email, note, more }: PersonProps) {
  return (
    <span className={styles.person}>
      <span className={styles.initial} aria-hidden>
        {(name || email).slice(0, 1).toUpperCase()}
      </span>
      <span className={styles.names}>
        <span className={styles.name}>
          {name || email}
          {note !== undefined && <span className={styles.note}>{note}</span>}
        </span>
        {name !== '' && <span className={styles.email}>{more === undefined ? email : `${email} · ${more}`}</span>}
      </span>
    </span>
  );
}
