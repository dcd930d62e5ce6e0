import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request as a receiver of webhooks got it. */
export interface Received {
  readonly path: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** What is done with the next requests: a status, or nothing at all. */
  answers: (number | 'hang')[];
  readonly stop: () => Promise<void>;
}

/** A real receiver of webhooks. It answers 204 where it was not told otherwise. */
export async function receiver(port = 0, received: Received[] = []): Promise<Receiver> {
  const self: { answers: (number | 'hang')[] } = { answers: [] };
  const server: Server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      received.push({
        path: request.url,
        headers: request.headers,
        body: Buffer.concat(pieces).toString('utf8'),
      });
      const answer = self.answers.shift() ?? 204;
      if (answer === 'hang') return;
      response.writeHead(answer, answer === 302 ? { location: '/elsewhere' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: found } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  onTestFinished(stop);
  return Object.assign(self, { url: `http://127.0.0.1:${found}/hook`, received, stop });
}

/** Waits until something is so, for 20 s at most. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not come to be so in 20 s');
}
