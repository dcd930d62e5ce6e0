import { Readable } from 'node:stream';
import { CountsHeld, CountsTaken } from '../contracts/counts.ts';
import { type Counting, countingIn } from '../workflows/counts/counted-store.ts';
import { answerOf } from './answer-of.ts';
import { serverPath, serverUrl, type Where } from './server-url.ts';
import { storePlace } from './store-place.ts';

/** The store that is to take counts: on this machine, or behind a server. */
export async function countingOf(where: Where): Promise<Counting> {
  const server = serverUrl(where);
  const place = storePlace(where.db);
  if (server === null) return countingIn(place);
  const { sendArchive } = await import('../http/client.ts');
  const { countingBehind } = await import('../workflows/counts/counts-behind-server.ts');
  return countingBehind({
    ...{ name: server.origin, now: place.now },
    held: (fromDay) => {
      const query = { fromDay: fromDay === null ? null : String(fromDay) };
      return answerOf(server, serverPath('/v1/evidence', query, undefined), CountsHeld);
    },
    give: (archive) => sendArchive(server, '/v1/evidence', Readable.from(archive), CountsTaken),
  });
}
