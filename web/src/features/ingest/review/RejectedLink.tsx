import { client } from '@leadgen/client/core';
import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import styles from './review.module.css';

interface RejectedLinkProps {
  slug: string;
  id: string;
  variant: 'default' | 'subtle';
  children: ReactNode;
}

/** The lines that were left out, as a file that imports again. A plain link: the browser streams it to disk. */
export function RejectedLink({ slug, id, variant, children }: RejectedLinkProps) {
  const href = client.buildUrl({
    url: '/api/v1/workspaces/{slug}/imports/{id}/rejected',
    path: { slug, id },
  });
  return (
    <Button
      component="a"
      href={href}
      download
      variant={variant}
      color="gray"
      size="compact-sm"
      className={styles.download ?? ''}
    >
      {children}
    </Button>
  );
}
