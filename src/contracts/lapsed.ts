import type { PolicyEnd } from './governance.ts';

/** A domain in which the AI acted, and does not any more although no person has said so. */
export interface Lapsed {
  readonly domain: string;
  /** Of the policy that ended. */
  readonly version: number;
  readonly by: Extract<PolicyEnd, 'expired' | 'demoted'>;
  readonly reason: string;
}
