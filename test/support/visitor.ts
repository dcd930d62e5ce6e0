import { type Answer, call } from './serving.ts';

export interface Visit extends Answer {
  /** Where the way ended. */
  readonly url: string;
}

/** Somebody with a browser, as far as addresses and cookies go: those of one machine are shared by all its ports. */
export class Visitor {
  readonly #jar = new Map<string, { readonly value: string; readonly path: string }>();

  /** Asks once, and goes nowhere. */
  async step(url: string, { method = 'GET', headers = {} }: Parameters<typeof call>[1] = {}): Promise<Visit> {
    const { pathname } = new URL(url);
    const cookie = [...this.#jar]
      .filter(
        ([, { path }]) => pathname === path || pathname.startsWith(path.endsWith('/') ? path : `${path}/`),
      )
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
    const answer = await call(url, {
      method,
      headers: { accept: 'text/html', ...(cookie !== '' && { cookie }), ...headers },
    });
    for (const set of [answer.headers['set-cookie'] ?? []].flat()) this.#keep(set);
    return { ...answer, url };
  }

  /** Goes wherever it is sent, until somebody answers with a page, or it would come to an address that `until` names. */
  async go(url: string, until = '\0'): Promise<Visit> {
    let visit = await this.step(url);
    for (let turn = 0; turn < 12; turn += 1) {
      const { location } = visit.headers;
      if (typeof location !== 'string') return visit;
      const next = new URL(location, visit.url).href;
      if (next.includes(until)) return { ...visit, url: next };
      visit = await this.step(next);
    }
    throw new Error(`sent on without end, last to ${visit.url}`);
  }

  #keep(set: string): void {
    const [pair = '', ...attributes] = set.split(/; */);
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
    if (value === '') this.#jar.delete(name);
    else this.#jar.set(name, { value, path });
  }
}
