import { messages } from '@/lib/i18n';
import { en } from './en';

export const useText = messages('tags', en);

/** What shows tags: asked for anew after one was changed. */
export const CHANGED = ['listTags', 'listContacts', 'getContact', 'listContactTimeline', 'listOperations'];
