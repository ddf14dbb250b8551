import type { Facet } from '@leadgen/client';
import { ActionIcon, Button, Modal } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ErrorState, Skeleton } from '@/ui/states';
import { facetOptions, type FacetsOf } from './calls';
import { FacetSection } from './FacetSection';
import { isNothing, NOTHING, stateOf, withState, type FacetOf, type FacetState } from './state';
import { keyOf, steady, type Seen } from './steady';
import { useText } from './text';
import styles from './Facets.module.css';

interface FacetPanelProps {
  /** The list whose values are counted. */
  list: FacetsOf;
  /** The filter that choices go into, without what is searched for. */
  filter: unknown;
  onFilter: (tree: Record<string, unknown> | null) => void;
  onClose: () => void;
  narrow: boolean;
}

/** What the records of the list have in their fields, to be chosen or left out: beside the list, or a sheet below 700 px. */
export function FacetPanel({ narrow, ...panel }: FacetPanelProps) {
  const t = useText();
  if (!narrow) {
    return (
      <aside className={styles.panel} aria-label={t('title')}>
        <Facets {...panel} hasClose />
      </aside>
    );
  }
  return (
    <Modal
      opened
      onClose={panel.onClose}
      title={t('title')}
      closeButtonProps={{ 'aria-label': t('close') }}
      yOffset={0}
      xOffset={0}
      classNames={{ inner: styles.low ?? '', content: styles.sheet ?? '', body: styles.sheetBody ?? '' }}
    >
      <Facets {...panel} hasClose={false} />
    </Modal>
  );
}

function Facets({ list, filter, onFilter, onClose, hasClose }: Omit<FacetPanelProps, 'narrow'> & { hasClose: boolean }) {
  const t = useText();
  const { data, error, refetch } = useQuery({ ...facetOptions(list), placeholderData: keepPreviousData });
  const seen = useSeen(data);
  const all = (data ?? []).map((facet) => ({ facet, of: ofList(facet, list), state: stateOf(filter, ofList(facet, list)) }));
  const shown = all.filter(({ facet, state }) => (seen.get(keyOf(facet)) ?? []).length > 0 || isChosen(state));
  const clear = () =>
    onFilter(all.reduce<Record<string, unknown> | null>((tree, { of }) => withState(tree, of, NONE), filter as Record<string, unknown> | null));
  const hasChosen = all.some(({ state }) => isChosen(state));
  return (
    <>
      {(hasClose || hasChosen) && (
        <div className={styles.top}>
          {hasClose && <h2>{t('title')}</h2>}
          {hasChosen && (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={clear}>
              {t('clearAll')}
            </Button>
          )}
          {hasClose && (
            <ActionIcon size={22} aria-label={t('close')} onClick={onClose}>
              <IconX size={14} stroke={1.5} aria-hidden />
            </ActionIcon>
          )}
        </div>
      )}
      {data === undefined && error === null && <Skeleton lines={10} />}
      {error !== null && data === undefined && <ErrorState error={error} retry={() => void refetch()} />}
      {data !== undefined && shown.length === 0 && <p className={styles.nothing}>{t('noValues')}</p>}
      {shown.map(({ facet, of, state }, place) => (
        <FacetSection
          key={keyOf(facet)}
          facet={facet}
          values={seen.get(keyOf(facet)) ?? []}
          list={list}
          state={state}
          startsOpen={place < OPEN_AT_FIRST || isChosen(state)}
          onState={(next) => onFilter(withState(filter, of, next))}
        />
      ))}
      {shown.some(({ facet }) => !facet.exact) && <p className={styles.nothing}>{t('estimated')}</p>}
    </>
  );
}

const OPEN_AT_FIRST = 4;
const NONE: FacetState = { include: NOTHING, exclude: NOTHING };

function isChosen({ include, exclude }: FacetState): boolean {
  return !isNothing(include) || !isNothing(exclude);
}

function ofList({ field, op, kind }: Facet, list: FacetsOf): FacetOf {
  return { field, op, hop: kind !== list.kind && kind === 'company' ? kind : null };
}

/** The values in the order in which they were first seen. */
function useSeen(data: readonly Facet[] | undefined): Seen {
  const [held, hold] = useState<{ data: typeof data; seen: Seen }>({ data: undefined, seen: new Map() });
  if (data === undefined || data === held.data) return held.seen;
  const next = { data, seen: steady(held.seen, data) };
  hold(next);
  return next.seen;
}
