import { type WebhookState, WebhookStates } from '../../contracts/webhook.ts';
import { only } from '../access/route-access.ts';
import type { TypedApp } from '../json-scope.ts';

/** Adds the route that says how deliveries to webhooks are. Their addresses are for those who run the server. */
export function webhookRoute(app: TypedApp, states: () => Promise<WebhookState[]>): void {
  app.get(
    '/v1/webhooks',
    { config: { access: only(['lead', 'admin'], 'all') }, schema: { response: { 200: WebhookStates } } },
    async () => ({ webhooks: await states() }),
  );
}
