import type { EnrichmentRun, FindingPage } from '@leadgen/client';

export type { EnrichmentOptions, EnrichmentPreset, EnrichmentQuote, EnrichmentRun, EnrichmentStage, FieldReport, ProviderReport } from '@leadgen/client';
export type RunState = EnrichmentRun['state'];
export type Finding = FindingPage['items'][number];
export type Verdict = Finding['verdict'];
export type FindingMark = NonNullable<Finding['mark']>;
