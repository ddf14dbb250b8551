import { updateOfferProfile, type OfferDraft } from '@leadgen/client';
import { refresh } from '@/lib/query';

/** Writes the profile anew. */
export async function write(slug: string, draft: OfferDraft) {
  await updateOfferProfile({ path: { slug }, body: draft, throwOnError: true });
  await refresh(['getOfferProfile']);
}
