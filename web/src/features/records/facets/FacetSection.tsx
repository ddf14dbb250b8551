import type { Facet } from '@leadgen/client';
import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronRight, IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useDebouncedValue } from '@mantine/hooks';
import { count, rough } from '@/lib/format';
import { facetOptions, type FacetsOf } from './calls';
import { FacetRow } from './FacetRow';
import { has, NOTHING, toggled, toggledEmpty, type Chosen, type FacetState, type Way } from './state';
import type { FacetValue } from './steady';
import { useText } from './text';
import styles from './Facets.module.css';

const FEW = 6;
/** From so many values on there is a field to find one. */
const MANY = 12;
const PAUSE_MS = 150;

interface FacetSectionProps {
  facet: Facet;
  values: readonly FacetValue[];
  list: FacetsOf;
  state: FacetState;
  startsOpen: boolean;
  onState: (state: FacetState) => void;
}

/** One field: its most frequent values, then all of them, and a field to find one where they are many. */
export function FacetSection({ facet, values, list, state, startsOpen, onState }: FacetSectionProps) {
  const t = useText();
  const body = useId();
  const [open, setOpen] = useState(startsOpen);
  const chosen = sizeOf(state.include) + sizeOf(state.exclude);
  return (
    <section className={styles.section} aria-label={facet.label}>
      <div className={styles.head}>
        <button type="button" className={styles.toggle} aria-expanded={open} aria-controls={body} onClick={() => setOpen(!open)}>
          <IconChevronRight size={14} stroke={1.5} data-open={open || undefined} aria-hidden />
          <span>{facet.label}</span>
          {chosen > 0 && <span className={styles.chosen}>{t('chosen', { count: chosen })}</span>}
        </button>
        {chosen > 0 && (
          <ActionIcon size={20} aria-label={t('clear', { label: facet.label })} onClick={() => onState({ include: NOTHING, exclude: NOTHING })}>
            <IconX size={12} stroke={1.5} aria-hidden />
          </ActionIcon>
        )}
      </div>
      <div id={body} hidden={!open}>
        {open && <Values facet={facet} values={values} list={list} state={state} onState={onState} />}
      </div>
    </section>
  );
}

function sizeOf({ values, empty }: Chosen): number {
  return values.length + (empty ? 1 : 0);
}

function Values({ facet, values, list, state, onState }: Omit<FacetSectionProps, 'startsOpen'>) {
  const t = useText();
  const [all, setAll] = useState(false);
  const [text, setText] = useState('');
  const found = useFound(list, facet.field, text);
  const searching = text.trim() !== '';
  const listed = searching ? (found ?? []) : all ? values : few(values, state);
  const numbers = facet.exact ? count : rough;
  const way = (value: FacetValue['value']): Way | null => (has(state.include, value) ? 'include' : has(state.exclude, value) ? 'exclude' : null);
  const emptyWay: Way | null = state.include.empty ? 'include' : state.exclude.empty ? 'exclude' : null;
  return (
    <>
      {(values.length > MANY || facet.others > 0) && (
        <TextInput
          size="xs"
          className={styles.find ?? ''}
          aria-label={t('find', { label: facet.label })}
          placeholder={t('find', { label: facet.label })}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <ul className={styles.values}>
        {listed.map((one) => (
          <FacetRow
            key={JSON.stringify(one.value)}
            label={one.label}
            number={numbers(one.count)}
            way={way(one.value)}
            isNone={one.count === 0}
            onToggle={(wanted) => onState(toggled(state, wanted, one.value))}
          />
        ))}
        {!searching && (facet.empty > 0 || emptyWay !== null) && (
          <FacetRow
            label={t('empty')}
            isMuted
            number={numbers(facet.empty)}
            way={emptyWay}
            isNone={facet.empty === 0}
            onToggle={(wanted) => onState(toggledEmpty(state, wanted))}
          />
        )}
      </ul>
      {searching && found !== undefined && found.length === 0 && <p className={styles.nothing}>{t('nothing')}</p>}
      {!searching && values.length > FEW && (
        <button type="button" className={styles.more} onClick={() => setAll(!all)}>
          {all ? t('fewer') : t('more', { n: count(values.length - few(values, state).length) })}
        </button>
      )}
      {!searching && all && facet.others > 0 && <p className={styles.nothing}>{t('others', { n: numbers(facet.others) })}</p>}
    </>
  );
}

/** The first few, and what is chosen. */
function few(values: readonly FacetValue[], { include, exclude }: FacetState): FacetValue[] {
  return values.filter(({ value }, place) => place < FEW || has(include, value) || has(exclude, value));
}

/** The field's values that have the text in them; undefined while they are looked for, or where there is no text. */
function useFound(list: FacetsOf, field: string, text: string): readonly FacetValue[] | undefined {
  const [search] = useDebouncedValue(text.trim(), PAUSE_MS);
  const { data } = useQuery({ ...facetOptions(list, { field, search }), enabled: search !== '', placeholderData: keepPreviousData });
  return data?.[0]?.values;
}

