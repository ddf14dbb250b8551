import type { Selected } from './calls';

/** What every dialog of the bar is given. */
export interface Picked {
  selected: Selected;
  /** The act is done: the selection has had its use. */
  onDone: () => void;
  onClose: () => void;
}
