import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentProps } from 'react';
import styles from './LinkButton.module.css';

type AnchorProps = ButtonProps & Omit<ComponentProps<'a'>, keyof ButtonProps>;

function Anchor(props: AnchorProps) {
  return <Button component="a" {...props} className={styles.link ?? ''} />;
}

/** A button that leads somewhere: a real link, so that it opens in a new tab and is announced as one. */
export const LinkButton = createLink(Anchor);
