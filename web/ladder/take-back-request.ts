import { pathName } from '../../src/contracts/path-name.ts';
import type { TakingBack } from '../address/addresses.ts';

/** What the form says, as it was typed. */
export interface Asked {
  readonly act: TakingBack;
  readonly threshold: string;
  readonly maxAmount: string;
  readonly reason: string;
  readonly owner: string;
  readonly legalSource: string;
}

/** What is sent for it. */
export function requestOf(
  domain: string,
  { act, threshold, maxAmount, reason, owner, legalSource }: Asked,
): { readonly path: string; readonly body: object; readonly method: 'POST' | 'PUT' } {
  const at = `/v1/domains/${pathName(domain)}`;
  const why = reason.trim();
  switch (act) {
    case 'narrow':
      return {
        ...{ path: `${at}/narrow`, method: 'POST' },
        body: { threshold: numberIn(threshold), maxAmount: numberIn(maxAmount), reason: why },
      };
    case 'revoke':
      return { path: `${at}/revoke`, method: 'POST', body: { reason: why } };
    case 'floor':
      return {
        ...{ path: `${at}/floor`, method: 'PUT' },
        body: { reason: why, owner: owner.trim(), legalSource: legalSource.trim() || null },
      };
    case 'lift':
      return { path: `${at}/floor/lift`, method: 'POST', body: { reason: why } };
  }
}

/** A number that was typed; null for none. */
export function numberIn(text: string): number | null {
  return text === '' ? null : Number(text);
}
