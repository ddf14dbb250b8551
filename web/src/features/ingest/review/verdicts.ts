import type { LineVerdict } from '@leadgen/client';
import type { Tone } from '@/ui/marks';

/** How a line fares, as a dot: what a mended line has become. */
export const VERDICT_TONES: Record<LineVerdict, Tone> = {
  create: 'good',
  update: 'good',
  duplicate: 'quiet',
  ambiguous: 'warn',
  trash: 'quiet',
  rejected: 'bad',
};
