export const en = {
  check: 'Check',
  again: 'Check again',
  ask: 'Ask a verifier',
  saidBy: '{{field}}: who says so, and when',
  checking: 'Checking…',
  never: 'Not checked yet',
  source: 'When and how this was checked',
  meant: 'Did you mean {{value}}?',
  take: 'Use it',
} as const;
