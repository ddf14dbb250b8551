import type { Import } from '@leadgen/client';
import { IconCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { count } from '@/lib/format';
import { useRights } from '@/lib/permissions';
import { Page } from '@/ui/Page';
import { encodingName } from './reading/encodings';
import { ASKED_STEPS, openSteps, STEPS, type AskedStep, type Step } from './state';
import { useText } from './text';
import styles from './Wizard.module.css';

interface WizardProps {
  slug: string;
  /** Null while it is not known. */
  step: Step | null;
  /** Absent before the file has arrived. */
  imported?: Import;
  /** The quiet button at the top right. */
  action?: ReactNode;
  /** Words and buttons that stay in sight under the content. */
  footer?: ReactNode;
  children: ReactNode;
}

/** Where the focus goes when the step changes. */
export const STEP_CONTENT = 'import-step';

/** The frame of all five steps: what is imported, how far it is, and what to do next. */
export function Wizard({ slug, step, imported, action, footer, children }: WizardProps) {
  const t = useText();
  return (
    <Page
      title={t('wizard.title')}
      {...(imported !== undefined && { detail: <About imported={imported} /> })}
      actions={action}
      bar={<Steps slug={slug} step={step} {...(imported !== undefined && { imported })} />}
    >
      <div className={styles.frame}>
        <div
          id={STEP_CONTENT}
          className={styles.content}
          role="group"
          aria-label={t(step === null ? 'wizard.title' : `step.${step}`)}
          tabIndex={-1}
          data-scroller
        >
          {children}
        </div>
        {footer !== undefined && <div className={styles.footer}>{footer}</div>}
      </div>
    </Page>
  );
}

function Steps({ slug, step, imported }: Pick<WizardProps, 'slug' | 'step' | 'imported'>) {
  const t = useText();
  const mayEdit = useRights().may('commitImport');
  // Whoever may only look has nothing to choose on an earlier step.
  const open = imported === undefined || !mayEdit ? [] : openSteps(imported.state);
  const at = step === null ? 0 : STEPS.indexOf(step);
  return (
    <nav aria-label={t('step.label')} className={styles.steps}>
      <ol>
        {STEPS.map((one, index) => {
          const label = (
            <>
              <span className={styles.number} aria-hidden>
                {index < at ? <IconCheck size={12} stroke={2} /> : index + 1}
              </span>
              {t(`step.${one}`)}
            </>
          );
          return (
            <li key={one} aria-current={one === step ? 'step' : undefined} data-passed={index < at || undefined}>
              {imported !== undefined && open.includes(one) && one !== step ? (
                <Link
                  to="/w/$slug/imports/$id"
                  params={{ slug, id: imported.id }}
                  search={{ step: asked(one) }}
                  activeOptions={{ exact: true, explicitUndefined: true }}
                >
                  {label}
                </Link>
              ) : (
                <span>{label}</span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

/** The review is where the state itself leads, so its address asks for nothing. */
function asked(step: Step): AskedStep | undefined {
  return ASKED_STEPS.find((one) => one === step);
}

const DELIMITERS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' } as const;

function About({ imported: { filename, shape, counts, source } }: { imported: Import }) {
  const t = useText();
  const lines = counts.lines > 0 ? counts.lines : (shape?.lines_seen ?? 0);
  const name = shape?.delimiter as keyof typeof DELIMITERS | undefined;
  const delimiter = name === undefined || !(name in DELIMITERS) ? undefined : t(`wizard.delimiter.${DELIMITERS[name]}`);
  const facts = [
    filename,
    lines > 0 ? t('wizard.lines', { count: lines, n: count(lines) }) : undefined,
    source?.label,
    shape?.sheet,
    [shape?.encoding == null ? undefined : encodingName(shape.encoding), delimiter].filter(Boolean).join(', '),
  ];
  return <>{facts.filter(Boolean).join(' · ')}</>;
}
