import * as z from 'zod';

/** What a person or a program may do. */
export const Role = z.enum(['viewer', 'ingest', 'lead', 'board', 'admin']);
export type Role = z.infer<typeof Role>;

/** Roles whose holders vote on proposals. */
export const VotingRole = Role.extract(['lead', 'board']);
export type VotingRole = z.infer<typeof VotingRole>;

/** Who acts: a person, or a scheduled job, which may narrow and propose but never votes. */
export const Actor = z.strictObject({
  name: z.string().min(1),
  kind: z.enum(['person', 'job']),
  roles: z.array(Role),
  domains: z.array(z.string()).nullable().describe('The domains that the roles are for; null = all'),
});
export type Actor = z.infer<typeof Actor>;

/** Who may do what on a store of this machine; over HTTP a token or a provider says it. */
export const People = z
  .record(
    z.string(),
    z.strictObject({ roles: z.array(Role).min(1), domains: z.array(z.string()).optional() }),
  )
  .describe('Who may do what on a store of this machine, by name; over HTTP a token or a provider says it');
export type People = z.output<typeof People>;

/**
 * A person as the configuration names them; who is not named holds no role.
 */
export function personNamed(name: string, people: People): Actor {
  const known = Object.hasOwn(people, name) ? people[name] : undefined;
  return { name, kind: 'person', roles: known?.roles ?? [], domains: known?.domains ?? null };
}
