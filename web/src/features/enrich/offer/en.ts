export const en = {
  title: 'Offer profile',
  lead: 'Models that look at your records are told this, so that they judge them for your business and not for anybody’s. 2,000 characters of it go with each question.',
  readOnly: 'Models that look at your records are told this. It is written by: {{who}}.',
  about: { label: 'Who you are', hint: 'The firm in two sentences.' },
  products: { label: 'What you sell', hint: 'Products or services, in your customers’ words.' },
  customers: { label: 'To whom', hint: 'Which companies, of what size, and who decides there.' },
  proof: { label: 'What speaks for it', hint: 'Results, references, numbers.' },
  tone: { label: 'How you write', hint: 'Such as: plain, short, no superlatives.' },
  saved: 'Saved the offer profile',
  written: 'Written',
} as const;
