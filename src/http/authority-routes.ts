import * as z from 'zod';
import { FloorBody, NarrowBody, ReasonBody, ReviewBody } from '../contracts/board-requests.ts';
import { Alarm, AuthorityRecord, Floor } from '../contracts/governance.ts';
import { Policy } from '../contracts/policy.ts';
import { Problem } from '../contracts/problem.ts';
import { Register } from '../contracts/register.ts';
import {
  endFloor,
  makeFloor,
  narrowDomain,
  reviewAlarmOf,
  revokeDomain,
} from '../workflows/govern/take-back.ts';
import type { ServedGovernance } from '../workflows/served-governance.ts';
import { domainsWithin, only, readers, within } from './access/route-access.ts';
import { DomainPath, IdPath } from './asked-by.ts';
import { told } from './freshness.ts';
import type { TypedApp } from './json-scope.ts';

const Floors = z.strictObject({ floors: z.array(Floor) });
const Alarms = z.strictObject({ alarms: z.array(Alarm) });

/** Adds the routes that say who holds what authority, and by which one person takes it back at once. */
export function authorityRoutes(app: TypedApp, governance: ServedGovernance): void {
  const reads = { access: readers('answer') };
  const takesBack = { access: only(['lead', 'board', 'admin'], 'domain') };

  app.get(
    '/v1/register',
    { config: reads, schema: { response: { 200: Register } } },
    async (request, reply) => {
      const register = await told(request, reply, (freshness) => governance.register(freshness));
      return domainsWithin(request.actor, register);
    },
  );
  app.post(
    '/v1/domains/:domain/narrow',
    { config: takesBack, schema: { params: DomainPath, body: NarrowBody, response: { 200: Policy } } },
    ({ actor, params, body }) => {
      if (body.threshold === null && body.maxAmount === null)
        throw new Problem('usage', 'narrow: give threshold or maxAmount; revoke takes everything');
      return governance.govern(actor, (governing) => narrowDomain(governing, { ...params, ...body }));
    },
  );
  app.post(
    '/v1/domains/:domain/revoke',
    { config: takesBack, schema: { params: DomainPath, body: ReasonBody, response: { 200: Policy } } },
    ({ actor, params, body }) =>
      governance.govern(actor, (governing) => revokeDomain(governing, params.domain, body.reason)),
  );
  app.put(
    '/v1/domains/:domain/floor',
    { config: takesBack, schema: { params: DomainPath, body: FloorBody, response: { 200: Floors } } },
    async ({ actor, params, body }) => {
      const { floors } = await governance.govern(actor, (governing) =>
        makeFloor(governing, { ...params, ...body }),
      );
      return { floors: within(actor, floors, ({ domain }) => domain) };
    },
  );
  app.post(
    '/v1/domains/:domain/floor/lift',
    { config: takesBack, schema: { params: DomainPath, body: ReasonBody, response: { 200: Floors } } },
    async ({ actor, params, body }) => {
      const { floors } = await governance.govern(actor, (governing) =>
        endFloor(governing, params.domain, body.reason),
      );
      return { floors: within(actor, floors, ({ domain }) => domain) };
    },
  );
  app.get(
    '/v1/governance',
    { config: reads, schema: { response: { 200: AuthorityRecord } } },
    async ({ actor }) => {
      const { policies, floors, alarms } = await governance.remembered();
      return {
        policies: within(actor, policies, ({ policy }) => policy.domain),
        floors: within(actor, floors, ({ domain }) => domain),
        alarms: within(actor, alarms, ({ domain }) => domain),
      };
    },
  );
  app.post(
    '/v1/alarms/:id/review',
    {
      config: { access: only(['lead', 'board'], 'answer') },
      schema: { params: IdPath, body: ReviewBody, response: { 200: Alarms } },
    },
    async ({ actor, params, body }) => {
      const { alarms } = await governance.govern(actor, (governing) =>
        reviewAlarmOf(governing, params.id, body.note),
      );
      return { alarms: within(actor, alarms, ({ domain }) => domain) };
    },
  );
}
