import { Checkbox } from '@mantine/core';
import { useText } from '../text';
import styles from './columns.module.css';
import { MATCH_KEYS, type MatchKey } from './draft';

interface KeysProps {
  match: readonly MatchKey[];
  /** Those that a column of the file holds. */
  filled: readonly MatchKey[];
  onToggle: (key: MatchKey, on: boolean) => void;
}

/** By what a person is recognised. */
export function Keys({ match, filled, onToggle }: KeysProps) {
  const t = useText();
  return (
    <fieldset className={styles.keys}>
      <legend>{t('matching.legend')}</legend>
      {MATCH_KEYS.map((key) => (
        <Checkbox
          key={key}
          size="sm"
          classNames={{ description: styles.hint ?? '' }}
          label={t(`matching.key.${key}`)}
          description={t(filled.includes(key) ? `matching.hint.${key}` : 'matching.noColumn')}
          disabled={!filled.includes(key)}
          checked={match.includes(key)}
          onChange={(event) => onToggle(key, event.currentTarget.checked)}
        />
      ))}
    </fieldset>
  );
}

/** "Same person = same e-mail or same LinkedIn profile." */
export function useRule(match: readonly MatchKey[]): string {
  const t = useText();
  const keys = MATCH_KEYS.filter((key) => match.includes(key)).map((key) => t(`matching.key.${key}`));
  return keys.length === 0 ? t('matching.nothing') : t('matching.samePerson', { keys: keys.join(t('matching.or')) });
}
