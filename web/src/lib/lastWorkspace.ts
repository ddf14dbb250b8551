/** The workspace this browser was in last: where `/` leads. */

const STORE = 'leadgen.workspace';

export function rememberWorkspace(slug: string): void {
  try {
    localStorage.setItem(STORE, slug);
  } catch {
    return; // storage is blocked: the first workspace serves
  }
}

/** The remembered one if the person still belongs to it, else the first; undefined for somebody without any. */
export function lastWorkspace<W extends { slug: string }>(workspaces: readonly W[]): W | undefined {
  const slug = stored();
  return workspaces.find((workspace) => workspace.slug === slug) ?? workspaces[0];
}

function stored(): string | null {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null; // storage is blocked
  }
}
