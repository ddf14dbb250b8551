/** What several screens read from the address. */

/** Whether the dialog that makes a new one of what the screen lists is open. */
export function createSearch({ create }: Record<string, unknown>): { create?: true } {
  return create === true ? { create } : {};
}
