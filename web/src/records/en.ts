export const en = {
  operation: 'Touched by',
  value: {
    yes: 'Yes',
    no: 'No',
    other: 'Somebody who is not a member',
  },
  source: {
    none: 'No source is recorded for this value.',
    line: '{{filename}}, line {{line}}',
    column_one: 'column {{columns}}',
    column_other: 'columns {{columns}}',
    raw: 'In the file',
    quote: 'On the page',
    state: { unknown: 'unknown', failed: 'failed', skipped: 'skipped' },
    open: 'Open {{address}} in a new tab',
    edit: 'Entered by hand by {{name}}',
    derived: 'Worked out from',
    check: 'Checked with {{source}}',
    until: 'good until {{until}}',
    by: 'by {{name}}',
    confidence: 'confidence {{value}}',
  },
  evidence: {
    empty: 'There is no value yet, so there is nothing to prove.',
    beside: 'What else was found for {{label}}',
  },
} as const;
