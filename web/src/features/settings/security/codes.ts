/** Secrets as people read them. */

/** "JBSWY3DPEHPK" → "JBSW Y3DP EHPK": fours, as authenticator apps take them too. */
export function spaced(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? '';
}

/** The file that keeps recovery codes: a heading, whose they are, one code a line. */
export function recoveryFile(heading: string, email: string, codes: readonly string[]): string {
  return [heading, email, '', ...codes, ''].join('\n');
}
