import * as z from 'zod';
import { SettingsCheck } from '../contracts/settings-check.ts';
import { checkSettings, type ServedGovernance } from '../workflows/index.ts';
import { readers } from './access/route-access.ts';
import type { TypedApp } from './json-scope.ts';

const Settings = z.strictObject({
  configuration: z
    .record(z.string(), z.unknown())
    .describe('Every rule with its default, lengths of time in milliseconds'),
});
const CheckBody = z.strictObject({ yaml: z.string().max(60_000) });

/** Adds the routes that say by which rules the server goes, and what another text would change. */
export function settingsRoutes(app: TypedApp, governance: ServedGovernance): void {
  const config = { access: readers('all') };
  const { configuration } = governance.options;
  app.get('/v1/configuration', { config, schema: { response: { 200: Settings } } }, async () => ({
    configuration: JSON.parse(JSON.stringify(configuration)),
  }));
  app.post(
    '/v1/configuration/check',
    { config, schema: { body: CheckBody, response: { 200: SettingsCheck } } },
    async ({ body }) => checkSettings(body.yaml, configuration),
  );
}
