import { useEffect } from 'preact/hooks';

/** Goes to the part of the page that the address names: when the browser looked for it, it was not there yet. */
export function useLinkedPart(): void {
  useEffect(() => {
    if (location.hash !== '') document.getElementById(location.hash.slice(1))?.scrollIntoView();
  }, []);
}
