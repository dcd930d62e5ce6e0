import { EvidencePack } from '../../contracts/pack.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Proposal } from '../../contracts/proposal.ts';
import { canonicalJson, digest } from '../../governance/digest.ts';
import { recomputed } from '../grounds.ts';

/** One thing that was compared. */
export interface ProposalCheck {
  readonly name: string;
  readonly holds: boolean;
  readonly sentence: string;
}

/**
 * Computes every figure of a proposal again from its pack alone, and compares to the last digit.
 *
 * @param text of the pack, as it was kept or exported
 * @throws Problem input-refused: it is no pack
 */
export function verifyProposal({ id, content, digest: bound }: Proposal, text: string): ProposalCheck[] {
  const pack = packIn(text, id);
  const again = recomputed(pack);
  const { evidence } = content;
  const reach = again.proposed ?? again.certified;
  const figures = {
    certificate: again.certificate?.id,
    certifiedThreshold: again.certified?.threshold,
    ...{ coverage: reach?.coverage, currentCoverage: again.current.coverage },
    ...{ risk: reach?.risk, riskUpper: reach?.riskUpper },
    ...{ riskLimit: again.target.risk, delta: again.target.delta },
  };
  const differing = Object.entries(figures).filter(([name, value]) => Reflect.get(evidence, name) !== value);
  return [
    check('the content is what was voted on', digest(content) === bound, 'its digest is another'),
    check(
      'the pack is the one that the proposal names',
      digest(JSON.parse(text)) === evidence.pack,
      'its digest is another',
    ),
    check(
      'the pack comes to the recommendation that it holds',
      canonicalJson(again) === canonicalJson(pack.recommendation),
      'computed again, it is another',
    ),
    check(
      'the figures of the proposal are those of the pack',
      differing.length === 0,
      differing
        .map(([name, value]) => `${name} is ${value}, and the proposal says ${Reflect.get(evidence, name)}`)
        .join('; '),
    ),
  ];
}

function check(name: string, holds: boolean, otherwise: string): ProposalCheck {
  return { name, holds, sentence: holds ? name : `${name}: no, ${otherwise}` };
}

/** @throws Problem input-refused: it is no pack */
export function packIn(text: string, id: string): EvidencePack {
  try {
    return EvidencePack.parse(JSON.parse(text));
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : '';
    throw new Problem(
      'input-refused',
      `${id}: its evidence pack cannot be read (${why}); take it from a backup`,
    );
  }
}
