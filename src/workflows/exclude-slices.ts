import { type Configuration, rulesFor, sliceRiskOf } from '../contracts/configuration.ts';
import type { Evidence } from '../contracts/evidence.ts';
import type { SliceName } from '../contracts/slice.ts';
import type { SlicedDomains } from '../store/evidence/slice-evidence.ts';
import type { Draft } from '../tuning/recommend.ts';
import { worstOf } from '../tuning/slice-block.ts';
import { exclusionPart, MOST_EXCLUDED } from '../tuning/slice-exclusion.ts';
import type { Slices } from '../tuning/slice-search.ts';
import type { Answer } from './grounds.ts';

/** What a domain earns without some of its slices. */
export interface Excluding extends Answer {
  readonly slices: Slices;
}

/**
 * Leaves the worst slice of every blocked domain that is to exclude them to people, and the next one, until what is left
 * passes. Which sets are looked at the verdicts decide; the part of delta that each of them has, they do not.
 *
 * @param drafts recommendations for the whole domains
 * @returns the domains of which a few slices alone stood in the way
 */
export async function excludeSlices(
  sliced: SlicedDomains,
  drafts: ReadonlyMap<Evidence, Draft>,
  configuration: Configuration,
  ask: Ask,
): Promise<Map<Evidence, Excluding>> {
  const found = new Map<Evidence, Excluding>();
  for (const [evidence, draft] of drafts) {
    const rules = rulesFor(configuration, evidence.domain);
    if (rules.onSlice !== 'exclude') continue;
    const rest = await excludeFrom(sliced, evidence, draft, sliceRiskOf(rules), ask);
    if (rest !== null) found.set(evidence, rest);
  }
  return found;
}

type Ask = (evidence: Evidence, slices: Slices) => Answer;

async function excludeFrom(
  sliced: SlicedDomains,
  whole: Evidence,
  blocked: Draft,
  risk: number,
  ask: Ask,
): Promise<Excluding | null> {
  const possible = sliced.possible(whole);
  const excluded: SliceName[] = [];
  let draft = blocked;
  while (draft.refusal?.reason === 'slice_failed' && excluded.length < MOST_EXCLUDED) {
    const worst = worstOf(draft.slices);
    if (worst === undefined) return null;
    excluded.push({ column: worst.column, value: worst.value });
    const { evidence, slices: others } = await sliced.without(whole, excluded);
    const part = exclusionPart(excluded.length, possible);
    const slices = { slices: others, risk, part, excluded: [...excluded] };
    const answer = ask(evidence, slices);
    draft = answer.draft;
    if (draft.certified !== null) return { ...answer, slices };
  }
  return null;
}
