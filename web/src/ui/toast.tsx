/** Short notices at the foot of the screen, at most one act each. */
import { IconX } from '@tabler/icons-react';
import { useEffect, useSyncExternalStore } from 'react';
import { useCommon } from '@/lib/i18n';
import styles from './toast.module.css';

interface Toast {
  id: number;
  message: string;
  tone: 'plain' | 'bad';
  action?: { label: string; act: () => void };
}

const STAYS_MS = 8000;
const AT_MOST = 3;
let shown: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function show(next: readonly Toast[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Shows a notice; it leaves by itself after 8 s unless the pointer or the focus rests on it. */
export function toast(message: string, options: Partial<Pick<Toast, 'tone' | 'action'>> = {}): void {
  lastId += 1;
  const added: Toast = { id: lastId, message, tone: 'plain', ...options };
  // One plain notice at a time; refusals stay until they are read. What was done before stands in History.
  const staying = shown.filter((one) => one.tone === 'bad' && one.message !== message);
  show([...staying, added].slice(-AT_MOST));
}

function dismiss(id: number): void {
  show(shown.filter((one) => one.id !== id));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where the notices appear: once, in the root. */
export function Toasts() {
  const toasts = useSyncExternalStore(subscribe, () => shown);
  return (
    <div className={styles.stack} role="status" aria-live="polite">
      {toasts.map((one) => (
        <Notice key={one.id} {...one} />
      ))}
    </div>
  );
}

function Notice({ id, message, tone, action }: Toast) {
  const t = useCommon();
  useEffect(() => leaveLater(id), [id]);
  return (
    <div className={styles.toast} data-tone={tone} data-toast={id}>
      <span>{message}</span>
      {action !== undefined && (
        <button
          type="button"
          className={styles.action}
          onClick={() => {
            dismiss(id);
            action.act();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" className={styles.close} aria-label={t('act.dismiss')} onClick={() => dismiss(id)}>
        <IconX size={14} stroke={1.5} aria-hidden />
      </button>
    </div>
  );
}

function leaveLater(id: number): () => void {
  const timer = setInterval(() => {
    const element = document.querySelector(`[data-toast="${id}"]`);
    if (element?.matches(':hover, :focus-within') !== true) dismiss(id);
  }, STAYS_MS);
  return () => clearInterval(timer);
}
