import type { Target } from '../contracts/certificate.ts';
import type { Evidence, SiblingRecord } from '../contracts/evidence.ts';
import { type BettingGrid, type IpwCell, ipwGrid, ipwLogFactors } from '../statistics/index.ts';

/** What others weigh in the prior: the rest stays with the default, so that siblings who mislead cost a factor of two. */
const TRUST = 0.5;
/** However long a sibling's record is, it counts as this many decisions: it is another domain, not this one. */
const MOST_WORTH = 200;

/**
 * Whom the search of a record learns its prior from; null where it begins with the default without asking. The bands
 * of `marginal` do: each is tested by itself, and what the surest decisions of others showed says nothing of a lower one.
 */
export function siblingsOf(
  evidence: Evidence,
  { guarantee }: Pick<Target, 'guarantee'>,
): readonly SiblingRecord[] | null {
  return guarantee === 'marginal' ? null : (evidence.siblings ?? null);
}

/** The bets of a record's search, and what they weigh before its first verdict: the default grid, or learnt weights on its nodes. */
export function startingGrid(evidence: Evidence, target: Target): BettingGrid {
  const siblings = siblingsOf(evidence, target) ?? [];
  const weights = siblingPrior(
    siblings.map(({ cells }) => cells),
    target.risk,
  );
  return weights === ipwGrid.weights ? ipwGrid : { u: ipwGrid.u, weights };
}

/**
 * Prior weights of the betting mixture of a new domain or model, learnt from the evidence of others: half the default,
 * half where the others' risks seem to lie, as fractions of the limit.
 *
 * The mixture is an e-process under any weights that are fixed before its own first verdict, whatever they were fitted
 * on: siblings who mislead make it slower, never false (Ville, 1939; Waudby-Smith & Ramdas, 2024).
 *
 * @param siblings reviewed decisions of each, where its own threshold search begins
 * @param alpha the limit, in (0, 1)
 * @returns one weight a node of the grid, summing to 1; the default where there is no sibling
 */
export function siblingPrior(siblings: readonly (readonly IpwCell[])[], alpha: number): readonly number[] {
  const learnt = siblings.flatMap((cells) => {
    const weights = fittedOn(cells, alpha);
    return weights === null ? [] : [weights];
  });
  if (learnt.length === 0) return ipwGrid.weights;
  return ipwGrid.weights.map((own, j) => {
    const mean = learnt.reduce((sum, weights) => sum + (weights[j] as number), 0) / learnt.length;
    return (1 - TRUST) * own + TRUST * mean;
  });
}

/** Where one sibling's record puts the weight of the default; null where it has no verdict. */
function fittedOn(cells: readonly IpwCell[], alpha: number): number[] | null {
  const worth = cells.reduce((sum, { count, pi }) => sum + count / pi, 0);
  if (worth === 0) return null;
  const temper = Math.min(1, MOST_WORTH / worth);
  const logs = ipwGrid.weights.map(Math.log);
  for (const { count, ...cell } of cells) {
    const factors = ipwLogFactors({ ...cell, alpha });
    for (const [j, log] of logs.entries()) logs[j] = log + temper * count * (factors[j] as number);
  }
  const most = Math.max(...logs);
  const scaled = logs.map((log) => Math.exp(log - most));
  const total = scaled.reduce((sum, one) => sum + one, 0);
  return scaled.map((one) => one / total);
}
