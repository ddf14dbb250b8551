/** The grid comes beside the first script, while the rows are on their way. */
export function loadGrid() {
  return import('./Grid');
}
