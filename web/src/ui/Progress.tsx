import styles from './Progress.module.css';

interface ProgressProps {
  label: string;
  done: number;
  /** Unknown while the end of the work is not in sight. */
  total: number | null;
  /** What stands under the bar, also for those who cannot see it. */
  text: string;
  size?: 'small' | 'large';
}

/** How far a work has come: a thin bar and words. */
export function Progress({ label, done, total, text, size = 'large' }: ProgressProps) {
  const percent = total === null || total === 0 ? undefined : Math.min(100, Math.floor((done / total) * 100));
  return (
    <div className={styles.progress} data-size={size}>
      <div
        className={styles.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={text}
      >
        <div
          className={styles.fill}
          data-unknown={percent === undefined || undefined}
          style={{ width: `${percent ?? 30}%` }}
        />
      </div>
      <div className={styles.text}>{text}</div>
    </div>
  );
}
