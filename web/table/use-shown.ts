import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

const FIRST = 100;
const MORE = 200;

interface Shown {
  readonly most: number;
  /** What stands after the rows: when it comes near, more of them are drawn. */
  readonly end: RefObject<HTMLParagraphElement>;
}

/** How many of so many rows are drawn: as many as have been scrolled to, and all of them on paper. */
export function useShown(rows: number): Shown {
  const [most, setMost] = useState(FIRST);
  const end = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (most >= rows) return;
    const all = (): void => setMost(rows);
    const observer = new IntersectionObserver(
      (entries) => entries.some(({ isIntersecting }) => isIntersecting) && setMost(most + MORE),
      { rootMargin: '1500px' },
    );
    if (end.current !== null) observer.observe(end.current);
    addEventListener('beforeprint', all);
    return () => {
      observer.disconnect();
      removeEventListener('beforeprint', all);
    };
  }, [most, rows]);
  return { most, end };
}
