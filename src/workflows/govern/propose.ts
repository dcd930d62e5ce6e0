import { actsFrom } from '../../contracts/authority-level.ts';
import { rulesFor } from '../../contracts/configuration.ts';
import type { Governance } from '../../contracts/governance.ts';
import { ppmOf } from '../../contracts/ppm.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Proposal, ProposalContent } from '../../contracts/proposal.ts';
import { editProposal, openProposal } from '../../governance/decide/proposals.ts';
import { activePolicy, proposalOf } from '../../governance/look-up.ts';
import { standingOf } from '../../governance/standing.ts';
import { keepPack } from '../../store/ledger/packs.ts';
import { contentFor, type Wish } from './content-for.ts';
import { decideIn, type Governing, governanceIn } from './governing.ts';
import { type Judged, judge, packOf } from './judge-domain.ts';

export interface ProposeRequest extends Wish {
  readonly domain: string;
  /** A certified threshold; null takes the lowest that one step reaches. */
  readonly threshold: number | null;
  /** The proposal that gets this content instead of its own; null opens one. */
  readonly edits: string | null;
}

/**
 * Opens a proposal on what the evidence says now, or gives one another content. What it rests on is frozen with it.
 *
 * @throws Problem not-allowed: a rule, or the evidence; usage: no such domain, or a threshold that is not certified
 */
export async function propose(governing: Governing, request: ProposeRequest): Promise<Proposal> {
  const before = await governanceIn(governing.db);
  const judged = await judgedFor(governing, before, request);
  return proposeOn(governing, judged, request, request.edits);
}

/**
 * What a proposal would ask if it were opened, or given another content, now. Nothing is.
 *
 * @throws Problem as `propose`
 */
export async function draftProposal(governing: Governing, request: ProposeRequest): Promise<ProposalContent> {
  const { configuration, now, actor } = governing;
  const governance = await governanceIn(governing.db);
  const judged = await judgedFor(governing, governance, request);
  const content = contentFor(judged, request, packOf(judged, governing).digest, governance, governing);
  const standing = standingOf(judged.recommendation, judged.asOf);
  const rules = rulesFor(configuration, request.domain);
  // What it says is thrown away; that it says something is what was asked.
  const deciding = { governance, now, actor, rules, standing };
  if (request.edits === null) openProposal(content, deciding);
  else editProposal(proposalOf(governance, request.edits), content, deciding);
  return content;
}

/** Opens or edits a proposal on evidence that was judged already. */
async function proposeOn(
  governing: Governing,
  judged: Judged,
  wish: Wish,
  edits: string | null,
): Promise<Proposal> {
  const pack = packOf(judged, governing);
  const { domain } = judged.recommendation;
  const rules = rulesFor(governing.configuration, domain);
  const standing = standingOf(judged.recommendation, judged.asOf);
  const { governance, events } = await decideIn(
    governing,
    (deciding) => {
      const content = contentFor(judged, wish, pack.digest, deciding.governance, governing);
      const on = { ...deciding, rules, standing };
      return [
        edits === null
          ? openProposal(content, on)
          : editProposal(proposalOf(deciding.governance, edits), content, on),
      ];
    },
    () => keepPack(governing.db, pack.digest, pack.text),
  );
  return proposalOf(governance, events[0]?.subject ?? '');
}

async function judgedFor(
  governing: Governing,
  governance: Governance,
  { domain, kind, threshold }: ProposeRequest,
): Promise<Judged> {
  const held = activePolicy(governance, domain, governing.now)?.policy ?? null;
  const from = held === null ? null : actsFrom(held);
  const at = kind === 'renewal' ? from : threshold;
  const ppm = at === null ? undefined : ppmOf(at);
  const [acting] = await judge(governing, governance, domain, ppm);
  if (acting === undefined)
    throw new Problem('usage', `${domain}: the store has no such domain; leeway domains lists them`);
  const { certified, proposed } = acting.recommendation;
  if (ppm !== undefined && kind === 'promotion' && certified !== null && proposed === null)
    throw new Problem(
      'not-allowed',
      `${domain}: ${at} is not a certified threshold; the lowest that is certified is ${certified.threshold}`,
    );
  return acting;
}
