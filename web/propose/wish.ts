import type { ProposeBody } from '../../src/contracts/board-requests.ts';
import type { ProposalKind } from '../../src/contracts/proposal.ts';
import type { Filters } from '../address/use-filters.ts';

/** What somebody may ask for, in words. */
export const KIND_WORDS: Readonly<Record<ProposalKind, string>> = {
  promotion: 'A step: act more without asking',
  renewal: 'A renewal: go on as today',
  'standing-plan': 'A standing plan: widen by itself, within bounds',
};

/** The fields of the page, as they were typed. All but the reasons are in its address, so that a link holds them. */
export interface Wish {
  readonly kind: ProposalKind;
  readonly threshold: string;
  readonly maxAmount: string;
  readonly highestCoverage: string;
  readonly until: string;
}

export function wishIn({ get }: Filters): Wish {
  const kinds = ['promotion', 'renewal', 'standing-plan'] as const;
  return {
    kind: kinds.find((one) => one === get('kind')) ?? 'promotion',
    threshold: get('threshold'),
    maxAmount: get('maxAmount'),
    highestCoverage: get('highestCoverage'),
    until: get('until'),
  };
}

/** What is sent for it. */
export function bodyOf(domain: string, wish: Wish, rationale: string): ProposeBody {
  const { kind, threshold, maxAmount, highestCoverage, until } = wish;
  const amount = maxAmount === '' ? {} : { maxAmount: Number(maxAmount) };
  if (kind === 'renewal') return { kind, domain, rationale, ...amount };
  if (kind === 'promotion')
    return { kind, domain, rationale, threshold: threshold === '' ? null : Number(threshold), ...amount };
  const plan = {
    lowestThreshold: Number(threshold),
    highestCoverage: Number(highestCoverage) / 100,
    highestAmount: maxAmount === '' ? null : Number(maxAmount),
    until: `${until}T00:00:00.000Z`,
  };
  return { kind, domain, rationale, plan };
}
