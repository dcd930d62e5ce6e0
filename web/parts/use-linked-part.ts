import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';

/**
 * Goes to the part of the page that the address names: when the browser looked for it, it was not there yet, and of a link
 * within the page the browser does not hear.
 */
export function useLinkedPart(): void {
  const { url } = useLocation();
  useEffect(() => {
    const part = linkedPart();
    part?.scrollIntoView();
    part?.focus({ preventScroll: true });
  }, [url]);
}

/** What the address names on this page; null where it names nothing, or what is not there yet. */
export function linkedPart(): HTMLElement | null {
  return location.hash === '' ? null : document.getElementById(location.hash.slice(1));
}
