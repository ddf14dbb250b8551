import { IconCheck, IconX } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useMay } from '@/lib/permissions';
import { useErrorSentence } from '@/ui/states';
import { toast } from '@/ui/toast';
import styles from './Finding.module.css';
import { mark } from './findings';
import type { Finding, FindingMark } from './shapes';
import { useText } from './text';

const SIGNS = { right: IconCheck, wrong: IconX } as const;

interface MarkButtonsProps {
  slug: string;
  finding: Finding;
  /** Of its field. */
  label: string;
}

/** A person's word on a value, from which accuracy is told; pressed again it is taken back. */
export function MarkButtons({ slug, finding: { id, mark: said, record }, label }: MarkButtonsProps) {
  const t = useText();
  const may = useMay();
  const sentence = useErrorSentence();
  const { mutate, isPending } = useMutation({
    mutationFn: (next: FindingMark | null) => mark(slug, id, next),
    onError: (error) => toast(sentence(error), { tone: 'bad' }),
  });
  if (!may('markFinding')) return null;
  return (
    <div className={styles.marks}>
      {said === null && <span>{t('mark.ask')}</span>}
      {(['right', 'wrong'] as const).map((one) => {
        const Sign = SIGNS[one];
        return (
          <button
            key={one}
            type="button"
            className={styles.mark}
            data-tone={one}
            aria-pressed={said === one}
            aria-label={t(`mark.${one}Of`, { field: label, record })}
            disabled={isPending}
            onClick={() => mutate(said === one ? null : one)}
          >
            <Sign size={14} stroke={1.5} aria-hidden />
            {t(`mark.${one}`)}
          </button>
        );
      })}
    </div>
  );
}
