import type { Certificate, Target } from '../contracts/certificate.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { Recommendation } from '../contracts/recommendation.ts';
import { digest, digestRows } from './digest.ts';

/**
 * Identity of a certificate (SHA-256, hex): binds it to exactly the evidence, the target and the findings that it
 * states, of slices too, so that one decision more or a limit moved by a hair is another certificate.
 *
 * @throws TypeError where a figure is NaN or infinite
 */
export function certificateId(
  evidence: Evidence,
  target: Target,
  certificate: Omit<Certificate, 'id'>,
  { slices, excluded = [] }: Pick<Recommendation, 'slices' | 'excluded'> = { slices: [] },
): string {
  const { cells, ...facts } = evidence;
  const rows = digestRows(
    cells.map((cell) => [
      cell.band,
      cell.eligible,
      cell.outcome,
      cell.loss,
      cell.inclusion,
      cell.smallestInclusion,
      cell.decisions,
      cell.excess,
      cell.excessSquared,
      cell.amountCents,
    ]),
  );
  const sliced = slices.length > 0 || excluded.length > 0 ? { slices, excluded } : {};
  return digest({ facts, cells: rows, target, certificate, ...sliced });
}
