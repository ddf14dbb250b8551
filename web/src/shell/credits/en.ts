export const en = {
  left_one: '{{n}} credit',
  left_other: '{{n}} credits',
  reserved: '{{n}} reserved',
  ofDay: '{{spent}} of {{cap}} today',
  ofMonth: '{{spent}} of {{cap}} this month',
} as const;
