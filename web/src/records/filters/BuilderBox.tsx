import type { RecordKind } from '@leadgen/client';
import { ActionIcon, Button, NativeSelect } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { boxOf, MATCHES, ofBox, type Box, type Match } from './building';
import { BuilderTest } from './BuilderTest';
import type { Known } from './known';
import { OTHER, type Path, type Tree } from './tree';
import { useText } from './text';
import styles from './Builder.module.css';

interface BuilderBoxProps {
  slug: string;
  kind: RecordKind;
  known: Known;
  tree: Tree;
  path: Path;
  /** Behind a hop there is no second one. */
  isHopped: boolean;
  /** With null the part goes. */
  onChange: (path: Path, part: Tree | null) => void;
}

const NO_TEST: Tree = { field: '', op: '' };

/** A group: how its parts count, the parts, and what can be added to them. */
export function BuilderBox({ slug, kind, known, tree, path, isHopped, onChange }: BuilderBoxProps) {
  const t = useText();
  // Parts have no name but their place: after one is gone the others are drawn anew.
  const [gone, setGone] = useState(0);
  const box = boxOf(tree);
  if (box === null) return null;
  const of = box.hop ?? kind;
  const hopped = isHopped || box.hop !== null;
  const change = (next: Partial<Box>) => onChange(path, ofBox({ ...box, ...next }));
  const add = (part: Tree) => change({ parts: [...box.parts, part] });
  const below = (place: number): Path => [...path, ...box.path, place];
  const take = (place: number) => {
    setGone(gone + 1);
    if (path.length === 0 || box.parts.length > 1) change({ parts: box.parts.toSpliced(place, 1) });
    else onChange(path, null);
  };
  const matches = box.hop === null ? MATCHES : MATCHES.slice(0, 2);
  return (
    <div className={styles.box} role="group" aria-label={t(`match.${box.match}`)} data-root={path.length === 0 || undefined}>
      <div className={styles.head}>
        {box.hop !== null && <span>{t(`builder.hop.${kind}`)}</span>}
        <NativeSelect
          aria-label={t('builder.match')}
          value={box.match}
          data={matches.map((match) => ({ value: match, label: t(`match.${match}`) }))}
          onChange={(event) => change({ match: event.currentTarget.value as Match })}
        />
        {path.length > 0 && (
          <ActionIcon size={28} className={styles.bin} aria-label={t('builder.removeGroup')} onClick={() => onChange(path, null)}>
            <IconTrash size={16} stroke={1.5} aria-hidden />
          </ActionIcon>
        )}
      </div>
      {box.parts.map((part, place) =>
        boxOf(part) === null ? (
          <BuilderTest key={`${gone}-${place}`} slug={slug} kind={of} known={known} part={part} isHopped={hopped} onChange={(next) => onChange(below(place), next)} onRemove={() => take(place)} />
        ) : (
          <BuilderBox key={`${gone}-${place}`} slug={slug} kind={of} known={known} tree={part} path={below(place)} isHopped={hopped} onChange={onChange} />
        ),
      )}
      <div className={styles.adds}>
        <Add label={t('builder.addTest')} onAdd={() => add(NO_TEST)} />
        <Add label={t('builder.addGroup')} onAdd={() => add({ any: [NO_TEST] })} />
        {!hopped && <Add label={t(`builder.hop.${of}`)} onAdd={() => add(ofBox({ match: 'all', hop: OTHER[of], parts: [NO_TEST] }))} />}
      </div>
    </div>
  );
}

function Add({ label, onAdd }: { label: string; onAdd: () => void }) {
  return (
    <Button variant="subtle" color="gray" size="compact-sm" leftSection={<IconPlus size={14} stroke={1.5} aria-hidden />} onClick={onAdd}>
      {label}
    </Button>
  );
}
