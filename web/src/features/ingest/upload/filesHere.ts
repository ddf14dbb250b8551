/** The files that this tab sent, so that their first lines stay in sight while the server reads them. */
const files = new Map<string, File>();

export function keepFile(importId: string, file: File): void {
  files.set(importId, file);
}

/** Absent after a reload, and in every other tab. */
export function fileOf(importId: string): File | undefined {
  return files.get(importId);
}
