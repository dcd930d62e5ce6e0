import type { WebhookState } from '../../contracts/webhook.ts';
import type { ServedStore } from '../../workflows/serve-store.ts';
import { cloudEvent, signatureOf } from './cloud-event.ts';
import { readSecret } from './read-secret.ts';
import { send } from './send.ts';
import { WebhookDelivery, type WebhookPace } from './webhook-delivery.ts';

export interface RunningWebhooks {
  readonly states: () => Promise<WebhookState[]>;
  /** Tries once more what they would not take. */
  readonly resend: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * Begins to tell all webhooks of the configuration what the ledger says.
 *
 * @param publicOrigin where others reach the server, by which it names itself; null: by its ledger
 * @throws Problem configuration: a secret is not where its configuration says
 */
export function startWebhooks(
  { feed, webhooks: record, governance }: ServedStore,
  publicOrigin: string | null,
  pace: WebhookPace,
): RunningWebhooks {
  const { configuration } = governance;
  const { clock } = governance.options;
  const secrets = configuration.webhooks.map((webhook) => ({ webhook, secret: readSecret(webhook) }));
  let source = publicOrigin;
  const sourceOf = async (): Promise<string> => {
    const [first] = source === null ? await feed.since(0, 1) : [];
    source ??= `urn:leeway:ledger:${first?.entry.hash.slice(0, 16)}`;
    return source;
  };
  const deliveries = secrets.map(
    ({ webhook, secret }) =>
      new WebhookDelivery({
        ...{ webhook, feed, record, pace, clock },
        send: async (fed, signal) => {
          const body = JSON.stringify(cloudEvent(fed, await sourceOf()));
          await send(webhook.url, body, signatureOf(body, secret, Math.floor(clock() / 1000)), signal);
        },
      }),
  );
  return {
    states: () => Promise.all(deliveries.map((one) => one.state())),
    resend: async () => {
      await Promise.all(deliveries.map((one) => one.resend()));
    },
    stop: async () => {
      await Promise.all(deliveries.map((one) => one.stop()));
    },
  };
}
