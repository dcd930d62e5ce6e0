import { Settings, SettingsAsked, SettingsCheck, SettingsFile, SettingsSave } from '../contracts/settings.ts';
import type { ServedStore } from '../workflows/serve-store.ts';
import { only, readers } from './access/route-access.ts';
import { freshnessOf } from './freshness.ts';
import type { TypedApp } from './json-scope.ts';

/** Adds the routes that say by which rules the server goes, what others would change, and that save them. */
export function settingsRoutes(app: TypedApp, { settings }: ServedStore): void {
  const read = { access: readers('all') };
  // Its comments are for those who may write them.
  const write = { access: only(['admin'], 'all') };
  app.get('/v1/configuration', { config: read, schema: { response: { 200: Settings } } }, (request) =>
    settings.settings(freshnessOf(request)),
  );
  app.get(
    '/v1/configuration/file',
    { config: write, schema: { response: { 200: SettingsFile } } },
    async (_request, reply) => {
      void reply.header('cache-control', 'no-store');
      return settings.file();
    },
  );
  app.post(
    '/v1/configuration/check',
    { config: read, schema: { body: SettingsAsked, response: { 200: SettingsCheck } } },
    ({ body }) => settings.check(body),
  );
  app.put(
    '/v1/configuration/file',
    { config: write, schema: { body: SettingsSave, response: { 200: SettingsCheck } } },
    ({ actor, body }) => settings.save(actor, body),
  );
}
