import type { Governance } from '../../contracts/governance.ts';
import type { EvidencePack } from '../../contracts/pack.ts';
import type { Recommendation } from '../../contracts/recommendation.ts';
import { digest } from '../../governance/digest.ts';
import { type Standing, standingOf } from '../../governance/standing.ts';
import { readRecord } from '../../store/record/read-record.ts';
import { authorityHeld } from '../authority-held.ts';
import type { Grounds } from '../grounds.ts';
import { recommendWithGrounds } from '../recommend-on.ts';
import type { Governing } from './governing.ts';

/** What the evidence says of a model in a domain, and all that it rests on. */
export interface Judged {
  readonly recommendation: Recommendation;
  readonly grounds: Grounds;
  readonly asOf: string;
  readonly input: EvidencePack['input'];
}

/**
 * Judges every domain of a store, or one.
 *
 * @param proposeAtPpm a certified threshold that somebody asks for in that domain
 * @returns the models that act now first in each domain
 */
export async function judge(
  { db, configuration, now, asOf }: Governing,
  governance: Governance,
  only: string | null,
  proposeAtPpm?: number,
): Promise<Judged[]> {
  // A promise for all domains together, and a prior learnt from them, cannot be judged on one alone.
  const isAlone = configuration.family === 'none' && configuration.prior === 'default';
  const history = await readRecord(db, configuration, asOf, true, isAlone ? only : null);
  const held = authorityHeld(governance, configuration, now);
  const asked =
    only === null || proposeAtPpm === undefined ? {} : { proposeAt: [[only, proposeAtPpm]] as const };
  const { report, grounds } = await recommendWithGrounds(db, history, configuration, false, {
    ...held,
    ...asked,
  });
  const input = { decisions: history.summary.decisions };
  return report.recommendations
    .map((recommendation, place) => ({
      ...{ recommendation, grounds: grounds[place] as Grounds, asOf: report.asOf, input },
    }))
    .filter(({ recommendation }) => only === null || recommendation.domain === only)
    .sort((a, b) => Number(b.grounds.options.isNewestModel) - Number(a.grounds.options.isNewestModel));
}

/** What the evidence of a domain says to those who decide; null where there is none. */
export async function standingIn(
  governing: Governing,
  governance: Governance,
  domain: string,
): Promise<Standing | null> {
  const [acting] = await judge(governing, governance, domain);
  return acting === undefined ? null : standingOf(acting.recommendation, acting.asOf);
}

/** All that a recommendation rests on, frozen, under its digest. */
export function packOf(
  { recommendation, grounds, input }: Judged,
  { madeBy }: Pick<Governing, 'madeBy'>,
): { readonly digest: string; readonly text: string } {
  const pack = { version: 1, madeBy, input, ...grounds, recommendation };
  return { digest: digest(pack), text: JSON.stringify(pack) };
}
