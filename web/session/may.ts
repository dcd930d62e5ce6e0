import type { Role } from '../../src/contracts/actor.ts';
import type { Session } from '../../src/contracts/session.ts';
import { visible } from '../../src/contracts/visible.ts';

/** What people do to authority, who may by their roles (docs/rules.md), and how that is said. */
const ACTS = {
  propose: { roles: ['lead'], words: 'A lead proposes' },
  vote: { roles: ['lead', 'board'], words: 'Leads and the board vote' },
  withdraw: { roles: ['lead'], words: 'A lead withdraws' },
  activate: { roles: ['lead', 'board', 'admin'], words: 'A lead, the board or an administrator activates' },
  'take-back': {
    roles: ['lead', 'board', 'admin'],
    words: 'A lead, the board or an administrator takes authority back',
  },
  'lift-floor': { roles: ['board'], words: 'The board lifts a floor' },
  review: { roles: ['lead', 'board'], words: 'Leads and the board review alarms' },
  configure: { roles: ['admin'], words: 'An administrator changes rules and gives tokens' },
  comment: { roles: ['viewer', 'lead', 'board', 'admin'], words: 'Whoever reads may comment' },
} as const satisfies Record<string, { readonly roles: readonly Role[]; readonly words: string }>;
export type Act = keyof typeof ACTS;

const DOES: Readonly<Record<Role, string>> = {
  viewer: 'you read',
  ingest: 'you bring in records',
  lead: 'you lead',
  board: 'you are of the board',
  admin: 'you administer',
};

/** Why somebody may not change what holds for all domains; null where they may. */
export function whyNotConfigure(session: Session): string | null {
  const { actor, snapshot } = session;
  if (snapshot !== null) return atWriter(ACTS.configure.words, snapshot);
  const hindrance = whyNot(session, 'configure', '');
  if (hindrance === null || actor?.domains === null) return hindrance;
  return actor?.roles.includes('admin')
    ? `${ACTS.configure.words} for all domains; you may act for some only.`
    : hindrance;
}

/** Why somebody may not do something by their roles; null where they may. The server asks all rules again. */
export function whyNot({ mode, actor, snapshot }: Session, act: Act, domain: string): string | null {
  const { roles, words } = ACTS[act];
  if (snapshot !== null) return atWriter(words, snapshot);
  if (mode === 'open')
    return `${words}, and nobody does on this server, which asks for no token; leeway token create gives people theirs.`;
  if (actor === null || (mode === 'demo' && actor.kind === 'job'))
    return `${words}; you are nobody in particular. Choose above who you are.`;
  if (actor.kind === 'job' && act === 'vote') return 'People vote; this token is for a job.';
  const allowed: readonly Role[] = roles;
  if (!actor.roles.some((role) => allowed.includes(role)))
    return `${words}; ${actor.roles.map((role) => DOES[role]).join(', ') || 'you have no role'}.`;
  if (actor.domains !== null && !actor.domains.includes(domain))
    return `${words}; you may act for ${actor.domains.map(visible).join(', ')} only.`;
  return null;
}

/** Where somebody does it who may. */
function atWriter(words: string, { writer }: NonNullable<Session['snapshot']>): string {
  return writer === null
    ? `${words} on the server that writes; this one only reads.`
    : `${words} at ${writer}; this server only reads.`;
}

/** Roles that bring records in. */
const BRINGS: readonly Role[] = ['ingest', 'admin'];

/** Why somebody may not bring records in; null where they may. Where nobody is asked for a token, anybody may. */
export function whyNotBring({ actor, snapshot }: Session): string | null {
  const words = 'Whoever has the role ingest, or an administrator, brings in records';
  if (snapshot !== null) return atWriter(words, snapshot);
  if (actor === null) return `${words}; you are nobody in particular. Choose above who you are.`;
  if (!actor.roles.some((role) => BRINGS.includes(role)))
    return `${words}; ${actor.roles.map((role) => DOES[role]).join(', ') || 'you have no role'}.`;
  if (actor.domains !== null)
    return `${words}, of all domains; you may act for ${actor.domains.map(visible).join(', ')} only.`;
  return null;
}
