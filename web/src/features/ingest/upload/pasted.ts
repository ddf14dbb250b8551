/** Pasted cells before they are imported: kept for the tab's session, so that a reload loses none. */
const STORE = 'leadgen.pasted';
const KEPT_CHARS = 1_000_000;
let pasted = sessionStorage.getItem(STORE) ?? '';

export function pastedText(): string {
  return pasted;
}

/** Very much text is kept only for as long as the page is: the browser's store has no room for it. */
export function keepPasted(text: string): void {
  pasted = text;
  if (text === '' || text.length > KEPT_CHARS) sessionStorage.removeItem(STORE);
  else sessionStorage.setItem(STORE, text);
}
