import styles from './Bar.module.css';

interface BarProps {
  all: number;
  good: number;
  doubtful?: number;
  bad?: number;
  /** What it shows, in words; without it the words stand beside it. */
  label?: string;
}

/** A thin bar: what is there and in order, what is doubtful, what is wrong; the rest is missing. */
export function Bar({ all, good, doubtful = 0, bad = 0, label }: BarProps) {
  const width = (part: number) => ({ width: `${all > 0 ? (part / all) * 100 : 0}%` });
  return (
    <div className={styles.bar} {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label, title: label })}>
      <span style={width(good)} />
      <span data-tone="warn" style={width(doubtful)} />
      <span data-tone="bad" style={width(bad)} />
    </div>
  );
}
