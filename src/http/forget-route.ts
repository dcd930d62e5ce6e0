import { Forgetting, Forgotten } from '../contracts/forgetting.ts';
import { forgetIn } from '../workflows/forget.ts';
import type { ServedGovernance } from '../workflows/served-governance.ts';
import { only } from './access/route-access.ts';
import type { TypedApp } from './json-scope.ts';

/** Adds the route that forgets what must not be kept. The id that is to go stands in the body, and so in no address and no log. */
export function forgetRoute(app: TypedApp, governance: ServedGovernance): void {
  app.post(
    '/v1/forgettings',
    {
      config: { access: only(['admin'], 'all') },
      schema: { body: Forgetting, response: { 200: Forgotten } },
    },
    ({ actor, body }) =>
      governance.govern(actor, ({ db, now, configuration }) =>
        forgetIn(db, { at: now, actor: actor.name }, body, () => configuration),
      ),
  );
}
