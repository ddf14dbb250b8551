export const en = {
  create: 'New tag “{{label}}”',
  take: 'Take off {{label}}',
} as const;
