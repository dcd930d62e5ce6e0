import * as z from 'zod';
import { isLoopback } from './loopback.ts';

/** An address that may be told something: https, or this machine; without a name or a password in it. */
export const SecureUrl = z.string().superRefine((text, context) => {
  const fault = urlFault(text);
  if (fault !== null) context.addIssue(fault);
});

function urlFault(text: string): string | null {
  if (!URL.canParse(text)) return 'is no address, for example https://example.org/leeway';
  const { username, password } = new URL(text);
  if (username !== '' || password !== '') return 'has a name or a password in it, which have no place here';
  return isSecure(new URL(text)) ? null : 'is not https:, which everything beyond this machine has to be';
}

/** Whether nobody between reads what is sent there. */
export function isSecure({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}
