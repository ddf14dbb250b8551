export const en = {
  text: 'This workspace was restored from a backup {{when}}. Nothing is sent to anybody until an owner confirms it.',
  act: 'Look and confirm',
  ask: 'Ask {{names}}.',
  dialog: {
    title: 'Send from this workspace again?',
    detail: 'After a restore, what was already sent since the backup could be sent twice, and a copy of the workspace may still run elsewhere. So everything outward waits: webhooks, messages, paid calls.',
    reason: 'Why it waits: {{reason}}',
    check: 'Confirm only when no other installation works with the same data.',
    password: 'Your password',
    needPassword: 'Enter your password.',
    verb: 'Confirm and send again',
    done: 'The workspace sends again',
  },
} as const;
