import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/**
 * Hears of files that are dropped into a place; whether something is held over it. What is dropped beside it is not opened
 * instead of the page.
 */
export function useDrop(place: RefObject<HTMLElement>, onDrop: (files: FileList) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const isWithin = ({ target }: DragEvent): boolean =>
      target instanceof Node && place.current?.contains(target) === true;
    const over = (event: DragEvent): void => {
      event.preventDefault();
      setIsOver(isWithin(event));
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setIsOver(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setIsOver(false);
      const files = event.dataTransfer?.files;
      if (isWithin(event) && files !== undefined && files.length > 0) onDrop(files);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  });
  return isOver;
}
