import { count } from '../contracts/figures.ts';
import type { WebhookStates } from '../contracts/webhook.ts';
import type { Rows } from './print-rows.ts';

/** How the deliveries to each webhook are. */
export function webhookRows(states: WebhookStates): Rows<WebhookStates> {
  return {
    headings: {
      url: 'webhook',
      waiting: 'waiting',
      failures: 'failures',
      dead: 'given up',
      lastDeliveredAt: 'last taken',
      lastError: 'last error',
    },
    rows: states.webhooks.map(({ url, waiting, failures, dead, lastDeliveredAt, lastError }) => ({
      ...{ url, waiting: count(waiting), failures: count(failures), dead: count(dead) },
      ...{ lastDeliveredAt: lastDeliveredAt ?? '–', lastError: lastError ?? '–' },
    })),
    figures: ['waiting', 'failures', 'dead'],
    data: states,
    empty: 'The server has no webhooks; leeway.yaml names them.',
  };
}
