export const en = {
  title: 'How you write',
  lead: 'Stands beside you as the owner of contacts in this workspace. A contact can have its own.',
  language: 'Language',
  style: 'Form of address',
  styleHint: 'As Sie or du, vous or tu.',
  unsaid: 'Not said',
  formal: 'Formal',
  informal: 'Informal',
} as const;
