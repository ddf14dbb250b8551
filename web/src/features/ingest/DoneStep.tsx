import type { Import, RecordKind } from '@leadgen/client';
import { getOperationOptions } from '@leadgen/client/query';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, useState, type ReactNode } from 'react';
import { count } from '@/lib/format';
import { useRights } from '@/lib/permissions';
import { EnrichButton } from '@/records/enriching/EnrichButton';
import { LinkButton } from '@/ui/LinkButton';
import { UndoDialog } from '@/ui/UndoDialog';
import styles from './DoneStep.module.css';
import { RejectedLink } from './review/RejectedLink';
import { useText } from './text';
import { Undoing } from './Undoing';
import { useDoubled } from './useDoubled';
import frame from './Wizard.module.css';

interface DoneStepProps {
  slug: string;
  imported: Import;
}

/** Step 5: what came of it, the way to the records, and the way back. */
export function DoneStep({ slug, imported }: DoneStepProps) {
  const t = useText();
  const { may } = useRights();
  const [asking, setAsking] = useState(false);
  const { counts, filename, operation_id: operationId, kind } = imported;
  const operation = useQuery({
    ...getOperationOptions({ path: { slug, id: operationId ?? '' } }),
    enabled: operationId !== null,
  }).data;
  const undoneBy = operation?.undone_by_id ?? null;
  const n = counts.create + counts.update;
  const isContact = kind === 'contact';
  const brought = useMemo(() => ({ operation_id: operationId }), [operationId]);
  return (
    <section className={frame.panel}>
      <h2>{t(isContact ? 'done.title' : 'done.titleCompany', { count: n, n: count(n) })}</h2>
      <p>{t('done.detail', { lines: count(counts.lines), filename })}</p>
      <dl className={styles.result} aria-label={t('done.result')}>
        <Fact label={t('done.created')} value={counts.create} />
        <Fact label={t('done.updated')} value={counts.update} />
        {isContact && <Fact label={t('done.companies')} value={counts.companies} />}
        <Fact label={t('done.duplicate')} value={counts.duplicate} />
        <Fact label={t('done.ambiguous')} value={counts.ambiguous} />
        {operationId !== null && <Doubled slug={slug} kind={kind} operationId={operationId} />}
        {counts.trash > 0 && <Fact label={t('done.trash')} value={counts.trash} />}
        <Fact label={t('done.rejected')} value={counts.rejected}>
          {counts.rejected > 0 && (
            <RejectedLink slug={slug} id={imported.id} variant="subtle">
              {t('done.download')}
            </RejectedLink>
          )}
        </Fact>
        {counts.suppressions > 0 && (
          <Fact label={t('done.suppressions')} value={counts.suppressions}>
            {may('listSuppressions') && (
              <Link to="/w/$slug/settings/do-not-contact" params={{ slug }} className={styles.link}>
                {t('done.showSuppressions')}
              </Link>
            )}
          </Fact>
        )}
      </dl>
      <div className={frame.buttons}>
        {operationId !== null && (
          <LinkButton
            variant="filled"
            to={isContact ? '/w/$slug/contacts' : '/w/$slug/companies'}
            params={{ slug }}
            search={{ operation: operationId }}
          >
            {t(isContact ? 'done.open' : 'done.openCompany')}
          </LinkButton>
        )}
        {operationId !== null && undoneBy === null && n > 0 && <EnrichButton slug={slug} kind={isContact ? 'contact' : 'company'} selection={brought} />}
        {may('uploadImport') && (
          <LinkButton to="/w/$slug/imports/new" params={{ slug }} search={{ like: imported.id }} title={t('done.sameHint')}>
            {t('done.same')}
          </LinkButton>
        )}
        {may('undoOperation') && operation !== undefined && undoneBy === null && (
          <Button
            variant="subtle"
            color="gray"
            disabled={!operation.undoable}
            title={operation.why_not ?? undefined}
            onClick={() => setAsking(true)}
          >
            {t('done.undo')}
          </Button>
        )}
      </div>
      {undoneBy !== null && <Undoing slug={slug} id={undoneBy} />}
      {asking && operation !== undefined && (
        <UndoDialog slug={slug} operation={operation} onClose={() => setAsking(false)} />
      )}
    </section>
  );
}

/** Groups of probable duplicates that the import has a record in: a scan follows every import by itself. */
function Doubled({ slug, kind, operationId }: { slug: string; kind: RecordKind; operationId: string }) {
  const t = useText();
  const found = useDoubled(slug, kind, operationId);
  if (found === null) return null;
  const search = { operation: operationId, ...(kind === 'company' && { kind }) };
  return (
    <Fact label={t(found.isLooking ? 'done.doubledLooking' : 'done.doubled')} value={found.groups}>
      {found.groups > 0 && (
        <Link to="/w/$slug/duplicates" params={{ slug }} search={search} className={styles.link}>
          {t('done.showDoubled')}
        </Link>
      )}
    </Fact>
  );
}

function Fact({ label, value, children }: { label: string; value: number; children?: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{label}</dt>
      <dd data-zero={value === 0 || undefined}>
        {children}
        {count(value)}
      </dd>
    </div>
  );
}
