import { HttpProblem } from './http-problem.ts';

/** Whether a name means this machine and no other. */
export function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || name === '::1' || /^127(?:\.\d{1,3}){3}$/.test(name);
}

/**
 * Refuses what a page of another site makes a browser send here. A foreign name in `Host` means that somebody's name
 * server answers with this machine's address; a foreign `Origin` is that page itself.
 *
 * @throws HttpProblem 403
 */
export function refuseForeign(host: string | undefined, origin: string | undefined): void {
  const name = (host ?? '').replace(/:\d+$/, '').toLowerCase();
  if (!isLoopback(name))
    throw new HttpProblem(403, 'this server answers to localhost only; call it by 127.0.0.1 or localhost');
  if (origin !== undefined && origin.toLowerCase() !== `http://${(host ?? '').toLowerCase()}`)
    throw new HttpProblem(403, 'pages of other sites may not call this server');
}
