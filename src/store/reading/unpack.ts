import { createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { Decompress } from 'fzstd';
import { Problem } from '../../contracts/problem.ts';
import { isWantOfRoom } from './source.ts';

/**
 * Unpacks a gzip or zstd stream into a file, and refuses it where it does not end as it should.
 * @throws Problem input-refused: truncated or damaged
 */
export async function unpackTo(
  source: NodeJS.ReadableStream,
  packing: 'gzip' | 'zstd',
  path: string,
  shown: string,
): Promise<void> {
  try {
    await pipeline(source, packing === 'gzip' ? createGunzip() : zstdTransform(), createWriteStream(path));
  } catch (error) {
    if (isWantOfRoom(error)) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Problem(
      'input-refused',
      `${shown}: ${packing} file is truncated or damaged (${reason}); fetch it again`,
    );
  }
}

export async function saveStream(source: NodeJS.ReadableStream, path: string): Promise<void> {
  await pipeline(source, createWriteStream(path));
}

function zstdTransform(): Transform {
  let transform: Transform;
  const decompress = new Decompress((chunk) => transform.push(Buffer.from(chunk)));
  transform = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      attempt(() => decompress.push(chunk), done);
    },
    flush(done) {
      attempt(() => decompress.push(new Uint8Array(0), true), done);
    },
  });
  return transform;
}

function attempt(work: () => void, done: (error?: Error) => void): void {
  try {
    work();
    done();
  } catch (error) {
    done(error instanceof Error ? error : new Error(String(error)));
  }
}
