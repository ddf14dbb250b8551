export const en = {
  label: 'E-mail addresses',
  hint: 'Name servers are asked whether the domains take mail, after each import and beside your work. It costs nothing.',
  act: 'Verify those of every import',
  on: 'Those of every import are verified.',
  off: 'Verified when somebody asks for it.',
} as const;
