import { messages } from '@/lib/i18n';
import { en } from './en';

export const useVerifyText = messages('verifyImports', en);
