import * as z from 'zod';
import type { Actor } from '../contracts/actor.ts';
import { ProposeBody } from '../contracts/board-requests.ts';
import { Proposal, ProposalContent, ProposalPage, ProposalState } from '../contracts/proposal.ts';
import { packetHtml } from '../workflows/govern/packet.ts';
import { draftProposal, type ProposeRequest, propose } from '../workflows/govern/propose.ts';
import { verifyProposal } from '../workflows/govern/verify-proposal.ts';
import type { ServedGovernance } from '../workflows/served-governance.ts';
import { only, readers, within, withinReach } from './access/route-access.ts';
import { IdPath } from './asked-by.ts';
import type { TypedApp } from './json-scope.ts';

const MOST = 500;
const Listing = z.strictObject({
  state: ProposalState.optional(),
  domain: z.string().optional(),
  before: z.string().optional().describe('Those older than this one'),
  limit: z.coerce.number().int().min(1).max(MOST).default(100),
});
const Editing = z.strictObject({
  edits: z.string().optional().describe('The proposal that would get this content; without it a new one'),
});
const PacketForm = z.strictObject({ form: z.enum(['json', 'html']).default('json') });
/** What of a proposal was computed again from its evidence alone. */
const ProposalChecks = z.strictObject({
  checks: z.array(z.strictObject({ name: z.string(), holds: z.boolean(), sentence: z.string() })),
});

/** Adds the routes by which people propose, and read what was proposed. The numbered rules say who may do what. */
export function proposalRoutes(app: TypedApp, governance: ServedGovernance): void {
  const reads = { access: readers('answer') };
  const writes = { access: only(['lead'], 'answer') };
  const found = async (actor: Actor, id: string) => {
    const known = await governance.proposal(id);
    return withinReach(actor, known, known.proposal.domain);
  };

  app.get(
    '/v1/proposals',
    { config: reads, schema: { querystring: Listing, response: { 200: ProposalPage } } },
    async ({ actor, query: { state, domain, before, limit } }) => {
      const { proposals } = await governance.remembered();
      const asked = within(actor, proposals, (one) => one.domain)
        .filter((one) => (state ?? one.state) === one.state && (domain ?? one.domain) === one.domain)
        .reverse();
      const from = before === undefined ? 0 : asked.findIndex(({ id }) => id === before) + 1;
      const page = asked.slice(from, from + limit);
      const isMore = from + limit < asked.length;
      return { proposals: page, next: isMore ? (page.at(-1)?.id ?? null) : null };
    },
  );
  app.post(
    '/v1/proposals',
    { config: writes, schema: { body: ProposeBody, response: { 201: Proposal } } },
    async ({ actor, body }, reply) => {
      const proposal = await governance.govern(actor, (governing) => propose(governing, asked(body, null)));
      void reply.code(201).header('location', `/v1/proposals/${proposal.id}`);
      return proposal;
    },
  );
  app.post(
    '/v1/proposals/draft',
    {
      config: writes,
      schema: { querystring: Editing, body: ProposeBody, response: { 200: ProposalContent } },
    },
    ({ actor, body, query: { edits = null } }) =>
      governance.govern(actor, (governing) => draftProposal(governing, asked(body, edits))),
  );
  app.put(
    '/v1/proposals/:id',
    { config: writes, schema: { params: IdPath, body: ProposeBody, response: { 200: Proposal } } },
    ({ actor, params, body }) =>
      governance.govern(actor, (governing) => propose(governing, asked(body, params.id))),
  );
  app.get(
    '/v1/proposals/:id',
    { config: reads, schema: { params: IdPath, response: { 200: Proposal } } },
    async ({ actor, params }) => (await found(actor, params.id)).proposal,
  );
  app.get(
    '/v1/proposals/:id/checks',
    { config: reads, schema: { params: IdPath, response: { 200: ProposalChecks } } },
    async ({ actor, params }) => {
      const { proposal, pack } = await found(actor, params.id);
      return { checks: verifyProposal(proposal, pack) };
    },
  );
  app.get(
    '/v1/proposals/:id/pack',
    { config: reads, schema: { params: IdPath } },
    async ({ actor, params }, reply) => {
      const { pack } = await found(actor, params.id);
      return reply.type('application/json').send(pack);
    },
  );
  app.get(
    '/v1/proposals/:id/packet',
    { config: reads, schema: { params: IdPath, querystring: PacketForm } },
    async ({ actor, params, query }, reply) => {
      const packet = await governance.packet(params.id);
      withinReach(actor, packet, packet.proposal.domain);
      if (query.form === 'json') return packet;
      // A page with its own styles, to be kept and printed: no page of this server.
      void reply.header('content-disposition', `attachment; filename="${packet.proposal.id}.html"`);
      return reply.type('text/html; charset=utf-8').send(await packetHtml(packet));
    },
  );
}

function asked(body: ProposeBody, edits: string | null): ProposeRequest {
  return {
    ...{ threshold: null, plan: null, edits },
    ...body,
  };
}
