import { BallotBody, CommentBody, ReasonBody } from '../contracts/board-requests.ts';
import { Choice, Proposal } from '../contracts/proposal.ts';
import {
  activateProposal,
  commentOn,
  voteOn,
  withdrawProposal,
} from '../workflows/govern/decide-proposal.ts';
import type { ServedGovernance } from '../workflows/served-governance.ts';
import { only, readers, withinReach } from './access/route-access.ts';
import { IdPath } from './asked-by.ts';
import type { TypedApp } from './json-scope.ts';

/** Adds the routes by which people decide on a proposal. The numbered rules say who may do what. */
export function voteRoutes(app: TypedApp, governance: ServedGovernance): void {
  const votes = { access: only(['lead', 'board'], 'answer') };
  const response = { 200: Proposal };

  for (const choice of Choice.options)
    app.post(
      `/v1/proposals/:id/${choice}`,
      { config: votes, schema: { params: IdPath, body: BallotBody, response } },
      ({ actor, params, body }) =>
        governance.govern(actor, (governing) => voteOn(governing, params.id, { choice, ...body })),
    );
  app.post(
    '/v1/proposals/:id/activate',
    { config: { access: only(['lead', 'board', 'admin'], 'answer') }, schema: { params: IdPath, response } },
    ({ actor, params }) => governance.govern(actor, (governing) => activateProposal(governing, params.id)),
  );
  app.post(
    '/v1/proposals/:id/withdraw',
    { config: votes, schema: { params: IdPath, body: ReasonBody, response } },
    ({ actor, params, body }) =>
      governance.govern(actor, (governing) => withdrawProposal(governing, params.id, body.reason)),
  );
  app.post(
    '/v1/proposals/:id/comments',
    { config: { access: readers('answer') }, schema: { params: IdPath, body: CommentBody, response } },
    async ({ actor, params, body }) => {
      const { proposal } = await governance.proposal(params.id);
      withinReach(actor, proposal, proposal.domain);
      return governance.govern(actor, (governing) => commentOn(governing, params.id, body.text));
    },
  );
}
