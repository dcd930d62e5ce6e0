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
