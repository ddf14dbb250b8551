import styles from './Enriching.module.css';
import type { EnrichmentOptions, EnrichmentPreset } from './shapes';
import { useText } from './text';

interface PresetsProps {
  options: EnrichmentOptions;
  /** None where the fields are an own choice. */
  chosen: string | undefined;
  onChoose: (preset: EnrichmentPreset) => void;
}

/** How deep to look, by name. */
export function Presets({ options: { presets }, chosen, onChoose }: PresetsProps) {
  const t = useText();
  return (
    <div role="group" aria-label={t('depth')} className={styles.presets}>
      {presets.map((preset) => (
        <button key={preset.key} type="button" className={styles.preset} aria-pressed={preset.key === chosen} onClick={() => onChoose(preset)}>
          {preset.label}
        </button>
      ))}
      {chosen === undefined && <span className={styles.own}>{t('own')}</span>}
    </div>
  );
}
