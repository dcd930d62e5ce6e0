import type { Certificate } from '../contracts/certificate.ts';
import type { Evidence } from '../contracts/evidence.ts';
import { count, counted } from '../contracts/figures.ts';
import type { Recommendation } from '../contracts/recommendation.ts';
import { siblingsOf } from './sibling-prior.ts';

/** The prior of a record's search as its certificate states it; nothing where it is the default and nobody asked for another. */
export function statedPrior(
  evidence: Evidence,
  target: Recommendation['target'],
): Pick<Certificate, 'prior'> {
  const siblings = siblingsOf(evidence, target);
  if (siblings === null) return {};
  const cells = siblings.flatMap((one) => one.cells);
  const verdicts = cells.reduce((sum, cell) => sum + cell.count, 0);
  return { prior: { siblings: siblings.length, verdicts, before: evidence.firstDecidedAt } };
}

/** What a search that asked for siblings started from. */
export function priorSentence(evidence: Evidence, target: Recommendation['target']): string[] {
  const siblings = siblingsOf(evidence, target);
  if (siblings === null) return [];
  const day = evidence.firstDecidedAt.slice(0, 10);
  if (siblings.length === 0)
    return [
      `No other domain and no older model had shown enough before ${day} for the search to start from.`,
    ];
  const others = siblings.filter(({ domain }) => domain !== evidence.domain);
  const domains = new Set(others.map(({ domain }) => domain)).size;
  const older = siblings.length - others.length;
  const who = [
    ...(domains === 0 ? [] : [counted(domains, 'other domain')]),
    ...(older === 0 ? [] : [older === 1 ? 'an older model' : `${count(older)} older models`]),
  ];
  return [`The search started from what ${who.join(' and ')} showed before ${day}.`];
}
