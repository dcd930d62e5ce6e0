import { createHmac } from 'node:crypto';
import type { KeptEntry } from '../../contracts/ledger-export.ts';
import type { FedEntry } from '../../workflows/served/ledger-feed.ts';

/** An entry of the ledger, as others read events. */
export interface CloudEvent {
  readonly specversion: '1.0';
  /** With `source` the same for the same entry, however often it is sent. */
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject?: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly data: KeptEntry;
}

/**
 * An entry of the ledger as a CloudEvent in structured mode.
 *
 * @param source of all events of this ledger: a URI
 * @see https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md
 */
export function cloudEvent({ entry, domain }: FedEntry, source: string): CloudEvent {
  const subject = domain ?? entry.subject;
  return {
    specversion: '1.0',
    id: `${entry.seq}-${entry.hash.slice(0, 16)}`,
    source,
    type: `dev.leeway.${entry.type}`,
    ...(subject !== '' && { subject }),
    time: entry.at,
    datacontenttype: 'application/json',
    data: entry,
  };
}

/**
 * What shows a receiver that a body comes from who has the secret, and when it was sent.
 *
 * @param seconds since 1970
 * @returns `t=SECONDS,v1=HEX`, where HEX is HMAC-SHA-256 of `SECONDS.BODY`
 */
export function signatureOf(body: string, secret: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
