/** Credits as people type them. */

const MOST = 1e15;

/** "12.5" → 12500 thousandths, "" → null for no limit, anything else → undefined. */
export function thousandths(text: string): number | null | undefined {
  const plain = text.replaceAll(/[\s,]/g, '');
  if (plain === '') return null;
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d{1,3}))?$/.exec(plain) ?? [];
  if (whole === undefined) return undefined;
  const amount = Number(whole) * 1000 + Number(fraction.padEnd(3, '0'));
  return amount <= MOST ? amount : undefined;
}

/** 12500 → "12.5", as `thousandths` reads it; null → "". */
export function typed(amount: number | null): string {
  return amount === null ? '' : String(amount / 1000);
}
