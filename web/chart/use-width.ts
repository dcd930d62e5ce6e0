import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';

/** Charts are drawn anew in steps of so many pixels, not at every one. */
const STEP_PX = 16;

/** Width of an element in pixels; null before it is known. */
export function useWidth(element: RefObject<HTMLElement>): number | null {
  const [width, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => {
    const target = element.current;
    if (target === null) return;
    const measure = (): void => {
      // On paper it is scaled, not drawn anew: there is no time for that.
      if (!matchMedia('print').matches) setWidth(Math.floor(target.clientWidth / STEP_PX) * STEP_PX);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(target);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
