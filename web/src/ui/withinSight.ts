import type { PopoverProps } from '@mantine/core';

const EDGE_PX = 8;
const TALLEST_PX = 520;

/** A popover is never taller than the room there is: what stands in it scrolls. */
export const withinSight: NonNullable<PopoverProps['middlewares']> = {
  flip: true,
  shift: true,
  size: {
    apply: ({ availableHeight, elements }) => {
      elements.floating.style.maxHeight = `${Math.min(TALLEST_PX, availableHeight - EDGE_PX)}px`;
    },
  },
};
