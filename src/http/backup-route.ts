import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { backupAsStream } from '../workflows/keep-backups.ts';
import type { ServedGovernance } from '../workflows/served-governance.ts';
import { only } from './access/route-access.ts';
import { busy } from './body.ts';
import { ARCHIVE } from './content.ts';

/**
 * Adds the route that sends a backup, one at a time: its files stand on the disk of the server until they are sent.
 *
 * @param longestStallMs who takes nothing for so long gets no more
 */
export function backupRoute(
  app: FastifyInstance,
  governance: ServedGovernance,
  longestStallMs: number,
): void {
  let isTaken = false;
  const config = { access: only(['admin'], 'all') };
  // Its files are packed already; and whoever asks for the headers alone needs none of them.
  const options = { config, compress: false, exposeHeadRoute: false } as const;
  app.get('/v1/backup', options, async (_request, reply) => {
    if (isTaken) throw busy('a backup is being taken already; ask again once it is sent');
    isTaken = true;
    try {
      const archive = await governance.read((db, at) =>
        backupAsStream(db, { name: `backup-${randomUUID()}`, at }),
      );
      archive.once('close', () => {
        isTaken = false;
      });
      if (reply.raw.destroyed) archive.destroy();
      reply.raw.setTimeout(longestStallMs, () => reply.raw.destroy());
      return reply
        .type(ARCHIVE)
        .header('content-disposition', 'attachment; filename="leeway-backup.tar"')
        .header('cache-control', 'no-store')
        .send(archive);
    } catch (error) {
      isTaken = false;
      throw error;
    }
  });
}
