import { authorityOf } from './authority.ts';
import { type Gate, type GateOptions, gateOver } from './create-gate.ts';
import { fieldsOf } from './unchecked.ts';

export interface WatchOptions extends GateOptions {
  /** Time between two looks. */
  readonly everyMs?: number;
  /** Time after which an answer that has not come is none. */
  readonly timeoutMs?: number;
  /** Sent along, for example an authorization. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the bytes are what they claim to be; without it whoever answers at the address is believed. */
  readonly verify?: (body: Uint8Array, headers: Headers) => boolean | Promise<boolean>;
  /** Told of every look that failed, and of every domain whose policy cannot be read. */
  readonly onError?: (error: unknown) => void;
}

/** A gate that follows what is published. */
export interface WatchedGate extends Pick<Gate, 'route' | 'routeUnchecked'> {
  /**
   * The gate of this moment, with this moment as its time: its answers stay the same. For a run that may stop and be
   * taken up again, where a question must be answered as it was before.
   */
  readonly snapshot: () => Gate;
  /** Looks now; settled when it has looked, whatever came of it. */
  readonly refresh: () => Promise<void>;
  /** Settled after the first look, whatever came of it. Until policies have come a person decides everything. */
  readonly ready: Promise<void>;
  readonly close: () => void;
}

/**
 * Follows the policies at an address: a JSON array, or `{version: 1, policies: […]}`. It asks with `If-None-Match`, keeps
 * the last sound answer until its policies expire, and keeps no process alive.
 *
 * What fails is told to `onError` and thrown to nobody.
 *
 * @throws RangeError on a salt below 16 characters
 */
export function watch(url: string | URL, options: WatchOptions): WatchedGate {
  const { now, everyMs = 60_000, timeoutMs = 10_000, headers = {}, verify, onError } = options;
  let policies: readonly unknown[] = [];
  let gate = gateOver([], options);
  let etag: string | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isClosed = false;
  const tell = (error: unknown): void => {
    try {
      onError?.(error);
    } catch {
      // Who listens must not stop the watch.
    }
  };
  const look = async (): Promise<void> => {
    const asked = etag === null ? headers : { ...headers, 'if-none-match': etag };
    const response = await fetch(url, { headers: asked, signal: AbortSignal.timeout(timeoutMs) });
    if (response.status === 304) return;
    if (!response.ok) throw new Error(`${url}: answered ${response.status}`);
    const body = new Uint8Array(await response.arrayBuffer());
    if (verify !== undefined && !(await verify(body, response.headers)))
      throw new Error(`${url}: the signature does not hold`);
    const found = policiesIn(JSON.parse(new TextDecoder().decode(body)));
    const next = gateOver(found, options);
    if (isClosed) return;
    [policies, gate, etag] = [found, next, response.headers.get('etag')];
    for (const [place, policy] of found.entries())
      if (authorityOf(policy) === null) tell(new Error(`${url}: policy ${place} cannot be read`));
  };
  const refresh = (): Promise<void> => look().catch(tell);
  const lookAgain = async (): Promise<void> => {
    await refresh();
    if (isClosed) return;
    timer = setTimeout(lookAgain, everyMs);
    // A browser's timer is a number, and keeps nothing alive.
    if (typeof timer === 'object') timer.unref();
  };
  return {
    route: (decision) => gate.route(decision),
    routeUnchecked: (decision) => gate.routeUnchecked(decision),
    snapshot: () => gateOver(policies, { ...options, now: momentText(now) }),
    refresh,
    ready: lookAgain(),
    close: () => {
      isClosed = true;
      clearTimeout(timer);
    },
  };
}

/** @throws Error where it is neither a list nor a file of version 1 */
function policiesIn(value: unknown): readonly unknown[] {
  const { version, policies } = fieldsOf<{ version: number; policies: unknown[] }>(value);
  const list = Array.isArray(value) ? value : version === 1 ? policies : null;
  if (Array.isArray(list)) return list;
  throw new Error('policies are a JSON array, or {"version":1,"policies":[…]}');
}

function momentText(now: GateOptions['now']): string {
  return typeof now === 'string' ? now : new Date(now()).toISOString();
}
