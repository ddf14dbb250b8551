import { messages } from '@/lib/i18n';
import { en } from './en';

export const useText = messages('costs', en);
