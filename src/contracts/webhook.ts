import * as z from 'zod';
import { LedgerEventType } from './ledger.ts';
import { SecureUrl } from './secure-url.ts';

const Count = z.number().int().nonnegative();

/** Who is told of events of the ledger, as `leeway.yaml` says it. */
export const Webhook = z.strictObject({
  url: SecureUrl.describe('Where events are sent: https, or this machine'),
  secret: z
    .string()
    .regex(
      /^(?:env:[A-Za-z_]\w*|file:.+)$/,
      'says where the secret is, env:NAME or file:PATH; the secret itself has no place in this file',
    )
    .describe('Where the secret is that events are signed with: env:NAME or file:PATH'),
  events: z.array(LedgerEventType).min(1).describe('Types of events of the ledger'),
  domains: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('Only what is about one of these domains; without it everything'),
});
export type Webhook = z.output<typeof Webhook>;

/** All who are told; each address once. */
export const Webhooks = z
  .array(Webhook)
  .superRefine((webhooks, context) => {
    for (const [place, { url }] of webhooks.entries())
      if (webhooks.findIndex((one) => one.url === url) < place)
        context.addIssue({
          ...{ code: 'custom', path: [place, 'url'] },
          message: 'is there already; name all its events in one place',
        });
  })
  .describe('Who is told by leeway serve of events of the ledger');

/** How the deliveries of one webhook are. */
export const WebhookState = z.strictObject({
  url: z.string(),
  events: z.array(LedgerEventType),
  domains: z.array(z.string()).nullable().describe('null: all'),
  seq: Count.nullable().describe(
    'The last entry of the ledger that is done with; null before the first look',
  ),
  waiting: Count.describe('Entries of the ledger that came since, whether they are for it or not'),
  failures: Count.describe('Attempts in a row that failed, at the event that is being delivered'),
  lastError: z
    .string()
    .nullable()
    .describe('What went wrong last; null where nothing did since the server began'),
  lastDeliveredAt: z.string().nullable().describe('null: nothing since the server began'),
  dead: Count.describe('Events that were given up'),
  lastDead: z
    .strictObject({ seq: Count.positive(), at: z.string(), error: z.string() })
    .nullable()
    .describe('The last of them, by its number in the ledger'),
});
export type WebhookState = z.infer<typeof WebhookState>;

/** `GET /v1/webhooks` */
export const WebhookStates = z.strictObject({ webhooks: z.array(WebhookState) });
export type WebhookStates = z.infer<typeof WebhookStates>;
