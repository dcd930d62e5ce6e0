import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso/router';

/**
 * Goes to the part of the page that the address names: when the browser looked for it, it was not there yet, and of a link
 * within the page the browser does not hear.
 */
export function useLinkedPart(): void {
  const { url } = useLocation();
  useEffect(() => {
    if (location.hash !== '') document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, [url]);
}
