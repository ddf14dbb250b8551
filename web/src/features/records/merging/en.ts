export const en = {
  title: {
    contact: 'Merge {{n}} contacts',
    company: 'Merge {{n}} companies',
  },
  undo: 'Undo takes them apart again, as they are now.',
  submit: 'Merge',
  counting: 'Looking at what they know',
} as const;
