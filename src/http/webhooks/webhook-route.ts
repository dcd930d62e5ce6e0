import { WebhookStates } from '../../contracts/webhook.ts';
import { only } from '../access/route-access.ts';
import type { TypedApp } from '../json-scope.ts';
import type { RunningWebhooks } from './webhooks.ts';

/** What the routes need of webhooks. */
export type AskedWebhooks = Pick<RunningWebhooks, 'states' | 'resend'>;

/** Those of a server that tells nobody: whoever writes the ledger tells of it. */
export const NO_WEBHOOKS: AskedWebhooks = { states: async () => [], resend: async () => {} };

/**
 * Adds the routes that say how deliveries to webhooks are, and try again what was given up. Their addresses are for those
 * who run the server.
 */
export function webhookRoutes(app: TypedApp, { states, resend }: AskedWebhooks): void {
  const response = { 200: WebhookStates };
  app.get(
    '/v1/webhooks',
    { config: { access: only(['lead', 'admin'], 'all') }, schema: { response } },
    async () => ({ webhooks: await states() }),
  );
  app.post(
    '/v1/webhooks/resend',
    { config: { access: only(['admin'], 'all') }, schema: { response } },
    async () => {
      await resend();
      return { webhooks: await states() };
    },
  );
}
