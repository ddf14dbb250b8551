import type { Import } from '@leadgen/client';
import { useNavigate } from '@tanstack/react-router';
import { useWorkspace } from '@/lib/workspace';
import { toast } from '@/ui/toast';
import { remember } from '../acts';
import { useText } from '../text';
import { keepFile } from './filesHere';
import { upload, type Told } from './queue';

/** Gives the act that takes dropped or chosen files: one opens its wizard, several queue in the list. */
export function useStartUpload(told: Told = {}): (files: readonly File[]) => void {
  const t = useText();
  const { slug } = useWorkspace();
  const navigate = useNavigate();
  return (files) => {
    const full = files.filter((file) => file.size > 0);
    if (full.length < files.length) toast(t('file.emptyFile'), { tone: 'bad' });
    if (full.length === 0) return;
    const alone = full.length === 1;
    for (const file of full) {
      const arrived = (imported: Import) => {
        keepFile(imported.id, file);
        remember(slug, imported);
        if (alone && stillWaiting(slug)) {
          void navigate({ to: '/w/$slug/imports/$id', params: { slug, id: imported.id }, replace: true });
        }
      };
      upload(slug, file, arrived, told);
    }
    void navigate({ to: alone ? '/w/$slug/imports/new' : '/w/$slug/imports', params: { slug } });
  };
}

/** Nobody is pulled away from another screen when their file has arrived. */
function stillWaiting(slug: string): boolean {
  return window.location.pathname === `/w/${slug}/imports/new`;
}
