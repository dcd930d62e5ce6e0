import { Publication } from '../contracts/publication.ts';
import { type ExportFormat, Thresholds } from '../contracts/thresholds.ts';
import type { Server } from '../http/client.ts';
import type { Exported } from '../workflows/exports/in-store.ts';
import { type Published, type PublishRequest, publishExported } from '../workflows/exports/publish-export.ts';
import { answerOf, answerTo } from './answer-of.ts';

/** What is in force in the store behind a server, in one format. */
export async function exportedByServer(server: Server, format: ExportFormat): Promise<Exported> {
  const { bytesFromServer } = await import('../http/client.ts');
  const thresholds = await answerOf(server, '/v1/policies', Thresholds);
  return { format, thresholds, bytes: await bytesFromServer(server, `/v1/exports/${format}`) };
}

/** Publishes it on this machine; the ledger of the server knows of a change before anybody else does. */
export async function publishFromServer(
  server: Server,
  { path, format, privateKey }: PublishRequest,
): Promise<Published> {
  const exported = await exportedByServer(server, format);
  const { revision } = exported.thresholds;
  return publishExported(exported, { path, privateKey }, async (digest) => {
    const body: Publication = { path, format, digest, revision };
    await answerTo(server, { method: 'POST', path: '/v1/exports', body }, Publication);
  });
}
