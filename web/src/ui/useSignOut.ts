import { signOut } from '@leadgen/client';
import { useNavigate } from '@tanstack/react-router';
import { queries } from '@/lib/query';
import { useErrorSentence } from './states';
import { toast } from './toast';

/** The way out: ends the session and forgets everything that was loaded in it. */
export function useSignOut(): () => void {
  const navigate = useNavigate();
  const sentence = useErrorSentence();
  const leave = async () => {
    try {
      await signOut({ throwOnError: true });
    } catch (error) {
      toast(sentence(error), { tone: 'bad' });
      return;
    }
    await navigate({ to: '/sign-in' });
    queries.clear();
  };
  return () => void leave();
}
