import { Problem } from '../contracts/problem.ts';
import { Proposal } from '../contracts/proposal.ts';
import type { RecommendationReport } from '../contracts/recommendation.ts';
import { visible } from '../reports/figures.ts';
import { propose } from '../workflows/govern/propose.ts';
import { decide } from './decide.ts';
import type { GovernOptions } from './govern-options.ts';

/**
 * Proposes the step of every domain that may widen. What a rule does not allow, such as a second proposal for a domain, is
 * told in a line of its own, and keeps no other from being proposed.
 *
 * @returns lines that say what came of each
 * @throws Problem usage: nobody is named; not-allowed: the configuration names no such person
 */
export async function proposeRecommended(
  { recommendations }: RecommendationReport,
  options: GovernOptions & { readonly rationale: string },
): Promise<string[]> {
  const lines: string[] = [];
  for (const { domain, action } of recommendations)
    if (action === 'widen') lines.push(await proposed(domain, options));
  return lines.length === 0 ? ['nothing may widen: nothing was proposed'] : lines;
}

async function proposed(
  domain: string,
  options: GovernOptions & { readonly rationale: string },
): Promise<string> {
  const wish = { kind: 'promotion', domain, threshold: null, rationale: options.rationale } as const;
  try {
    const { id } = await decide(options, {
      work: (governing) => propose(governing, { ...wish, plan: null, edits: null }),
      order: { method: 'POST', path: '/v1/proposals', body: wish },
      shape: Proposal,
    });
    return `${id}  ${visible(domain)}`;
  } catch (error) {
    if (error instanceof Problem && error.details['objections'] !== undefined) return `–  ${error.message}`;
    if (error instanceof Problem && error.details['waiting'] !== undefined) return `–  ${error.message}`;
    throw error;
  }
}
