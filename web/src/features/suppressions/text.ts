import { messages } from '@/lib/i18n';
import en from './en.json';

export const useText = messages('suppressions', en);
