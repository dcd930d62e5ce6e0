import * as z from 'zod';

const NOWHERE = 'http://console.invalid';

/** A page of the console, to which a browser may be sent; never another site, and nothing that programs ask for. */
export const ReturnPath = z
  .string()
  .max(2000)
  .refine(isOwnPage, 'is no page of this console, for example /proposals')
  .describe('The page of the console to come back to');

function isOwnPage(text: string): boolean {
  // Browsers read a backslash as a slash, and pass over control characters.
  if (!/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(text) || !URL.canParse(text, NOWHERE)) return false;
  const { origin, pathname } = new URL(text, NOWHERE);
  return origin === NOWHERE && !/^\/(?:v1|assets)(?:\/|$)|^\/\//i.test(pathname);
}
