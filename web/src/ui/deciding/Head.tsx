import { Button } from '@mantine/core';
import { IconArrowLeft, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Key } from '../marks';
import styles from './deciding.module.css';

/** The way to those before and after; undefined where there is none. */
export interface Stepping {
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  /** On a phone: back to the list. */
  onBack: (() => void) | undefined;
}

interface HeadProps extends StepsProps {
  name: string;
  /** Below its name. */
  about: ReactNode;
  /** `Act`s. */
  acts: ReactNode;
  /** Over the whole width below. */
  children?: ReactNode;
}

/** Which one this is, the way to the others, and what can be decided about it. */
export function Head({ name, about, acts, children, ...steps }: HeadProps) {
  return (
    <header className={styles.head}>
      <Steps {...steps} />
      <div className={styles.who}>
        <h2 dir="auto" title={name}>{name}</h2>
        {about}
      </div>
      {acts}
      {children}
    </header>
  );
}

/** On a phone they stand at the lower edge. */
export function Acts({ children }: { children: ReactNode }) {
  return <div className={styles.acts}>{children}</div>;
}

interface ActProps {
  /** The key that does the same. */
  letter: string;
  /** The one that is meant where nothing speaks against it. */
  isMain: boolean;
  onAct: (() => void) | undefined;
  children: ReactNode;
}

export function Act({ letter, isMain, onAct, children }: ActProps) {
  return (
    <Button
      variant={isMain ? 'filled' : 'default'}
      disabled={onAct === undefined}
      aria-keyshortcuts={letter.toLowerCase()}
      rightSection={<span className={styles.letter}><Key>{letter}</Key></span>}
      onClick={onAct}
    >
      {children}
    </Button>
  );
}

interface StepsProps {
  stepping: Stepping;
  /** Such as "3 of 40"; undefined where it is not listed. */
  position: string | undefined;
  /** What the ways are called. */
  words: { back: string; previous: string; next: string };
}

function Steps({ stepping: { onPrevious, onNext, onBack }, position, words }: StepsProps) {
  return (
    <div className={styles.steps}>
      {onBack !== undefined && (
        <button type="button" className={styles.back} onClick={onBack}>
          <IconArrowLeft size={16} stroke={1.5} aria-hidden />
          {words.back}
        </button>
      )}
      {position !== undefined && <span className={styles.position}>{position}</span>}
      <Step letter="K" label={words.previous} onPress={onPrevious} />
      <Step letter="J" label={words.next} onPress={onNext} />
    </div>
  );
}

function Step({ letter, label, onPress }: { letter: 'J' | 'K'; label: string; onPress: (() => void) | undefined }) {
  const Chevron = letter === 'K' ? IconChevronUp : IconChevronDown;
  return (
    <button type="button" className={styles.step} aria-label={label} aria-keyshortcuts={letter.toLowerCase()} title={label} disabled={onPress === undefined} onClick={onPress}>
      <Chevron size={16} stroke={1.5} aria-hidden />
      <span className={styles.letter}>
        <Key>{letter}</Key>
      </span>
    </button>
  );
}
