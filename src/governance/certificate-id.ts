import type { Certificate, Target } from '../contracts/certificate.ts';
import type { Evidence, EvidenceCell } from '../contracts/evidence.ts';
import type { Recommendation } from '../contracts/recommendation.ts';
import { canonicalJson, digest } from './digest.ts';
import { LineHash, utf8 } from './line-hash.ts';

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
  const sliced = slices.length > 0 || excluded.length > 0 ? { slices, excluded } : {};
  return digest({ facts, cells: digestCells(cells), target, certificate, ...sliced });
}

/** Where losses are graded there may be thousands: to look through all of them would take longer than to say each anew. */
const MOST_KINDS = 64;

/** SHA-256 (hex) of cells, each as one line of canonical JSON: objects would repeat their keys. */
function digestCells(cells: readonly EvidenceCell[]): string {
  const hash = new LineHash();
  // Cells differ in their counts, and in little else: the rest is said once.
  const kinds: { readonly like: EvidenceCell; readonly text: Uint8Array }[] = [];
  for (const cell of cells) {
    let kind = kinds.find(({ like }) => areAlike(like, cell));
    if (kind === undefined) {
      kind = { like: cell, text: utf8(`,${kindOf(cell)},`) };
      if (kinds.length === MOST_KINDS) kinds.length = 0;
      kinds.push(kind);
    }
    hash.add(BEGIN);
    hash.addNumber(cell.band);
    hash.add(kind.text);
    hash.addNumber(cell.decisions);
    hash.add(COMMA);
    hash.addNumber(cell.excess);
    hash.add(COMMA);
    hash.addNumber(cell.excessSquared);
    hash.add(COMMA);
    hash.addNumber(cell.amountCents);
    hash.add(END);
  }
  return hash.digest();
}

function areAlike(one: EvidenceCell, other: EvidenceCell): boolean {
  return (
    one.eligible === other.eligible &&
    one.outcome === other.outcome &&
    one.loss === other.loss &&
    one.inclusion === other.inclusion &&
    one.smallestInclusion === other.smallestInclusion
  );
}

function kindOf({ eligible, outcome, loss, inclusion, smallestInclusion }: EvidenceCell): string {
  return canonicalJson([eligible, outcome, loss, inclusion, smallestInclusion]).slice(1, -1);
}

const [BEGIN, COMMA, END] = ['[', ',', ']\n'].map(utf8) as [Uint8Array, Uint8Array, Uint8Array];
