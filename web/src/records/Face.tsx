import styles from './Face.module.css';

/** Initials of a name; decoration, so it is silent. */
export function Face({ name, square = false, size = 20 }: { name: string | null; square?: boolean; size?: number }) {
  return (
    <span className={styles.face} data-square={square || undefined} style={{ width: size, height: size, fontSize: Math.round(size * 0.38) + (size > 24 ? 0 : 1) }} aria-hidden>
      {initials(name ?? '', square ? 1 : 2)}
    </span>
  );
}

function initials(name: string, letters: number): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const picked = words.length > letters ? [words[0], words.at(-1)] : words;
  return picked
    .slice(0, letters)
    .map((word) => [...(word ?? '')][0]?.toLocaleUpperCase() ?? '')
    .join('');
}
