import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { Header, type HeaderData } from 'tar';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/contracts/problem.ts';
import { Database } from '../../../src/store/database.ts';
import { backupRecord } from '../../../src/store/record/backup-record.ts';
import { packBackup, unpackBackup } from '../../../src/store/record/carry-backup.ts';
import { migrate } from '../../../src/store/record/migrations.ts';
import { random } from '../../support/random.ts';
import { temporaryFolder } from '../../support/write-history.ts';

const NOW = '2026-06-01T00:00:00.000Z';

/** A folder with a backup of an empty store in it, and that as one stream. */
async function carried(): Promise<{
  readonly folder: string;
  readonly backup: string;
  readonly archive: Buffer;
}> {
  const folder = temporaryFolder();
  const backup = join(folder, 'backup');
  const db = await Database.open();
  try {
    await migrate(db, 'new', NOW, true);
    await db.transaction(() => backupRecord(db, backup, NOW));
  } finally {
    db.close();
  }
  return { folder, backup, archive: Buffer.concat(await packBackup(backup).toArray()) };
}

/** One entry of an archive, and its content. */
function entry(change: Partial<HeaderData> & { readonly path: string }, content = ''): Buffer {
  const bytes = Buffer.from(content);
  const block = Buffer.alloc(512);
  new Header({ mode: 0o644, size: bytes.length, mtime: new Date(NOW), type: 'File', ...change }).encode(
    block,
    0,
  );
  return Buffer.concat([block, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)]);
}

const take = (folder: string, archive: Buffer) =>
  unpackBackup(folder, (read) => read(Readable.from([archive], { objectMode: false })));

describe('a backup as one stream', () => {
  it('is the same backup where it arrives, byte by byte', async () => {
    const { folder, backup, archive } = await carried();
    const arrived = join(folder, 'arrived');
    const manifest = await take(arrived, archive);
    expect(manifest.at).toBe(NOW);
    expect(readdirSync(arrived).sort()).toEqual(readdirSync(backup).sort());
    for (const file of readdirSync(backup))
      expect(readFileSync(join(arrived, file)).equals(readFileSync(join(backup, file))), file).toBe(true);
  });

  it('has arrived also where the stream ends long after its last byte', async () => {
    const { folder, archive } = await carried();
    const arrived = join(folder, 'arrived');
    const late = async function* (): AsyncGenerator<Buffer> {
      yield archive;
      // All files are written and closed by then.
      await pause(300);
    };
    expect((await unpackBackup(arrived, (read) => read(late()))).at).toBe(NOW);
  });

  it('leaves nothing where it was cut off', async () => {
    const { folder, archive } = await carried();
    const { below } = random(7);
    // Two blocks of zeros end an archive: without them all of it has come.
    for (let tried = 0; tried < 40; tried++) {
      const cut = archive.subarray(0, below(archive.length - 1024));
      await expect(take(join(folder, 'arrived'), cut)).rejects.toBeInstanceOf(Problem);
      expect(readdirSync(folder)).toEqual(['backup']);
    }
  });

  it('leaves no file open where whoever sends it goes away in the middle of one', async () => {
    const { folder, archive } = await carried();
    const opened = (): string[] =>
      readdirSync('/proc/self/fd').flatMap((name) => {
        try {
          const file = readlinkSync(join('/proc/self/fd', name));
          return file.startsWith(folder) ? [file] : [];
        } catch {
          return [];
        }
      });
    const gone = new Error('gone');
    for (let place = 100; place < archive.length; place += 977) {
      const broken = async function* (): AsyncGenerator<Buffer> {
        yield archive.subarray(0, place);
        throw gone;
      };
      await expect(unpackBackup(join(folder, 'arrived'), (read) => read(broken()))).rejects.toBe(gone);
      expect(opened()).toEqual([]);
      expect(readdirSync(folder)).toEqual(['backup']);
    }
  });

  it('is refused whole where a byte of it changed, unless that says nothing of the backup', async () => {
    const { folder, backup, archive } = await carried();
    const { below } = random(8);
    const arrived = join(folder, 'arrived');
    let refused = 0;
    for (let tried = 0; tried < 60; tried++) {
      const changed = Buffer.from(archive);
      const at = below(archive.length);
      changed[at] = (changed[at] ?? 0) ^ 0xff;
      const isTaken = await take(arrived, changed).then(
        () => true,
        (error: unknown) => {
          expect(error).toBeInstanceOf(Problem);
          return false;
        },
      );
      if (isTaken)
        for (const file of readdirSync(backup))
          expect(readFileSync(join(arrived, file)).equals(readFileSync(join(backup, file))), file).toBe(true);
      else refused += 1;
      expect(readdirSync(folder)).toEqual(isTaken ? ['arrived', 'backup'] : ['backup']);
      rmSync(arrived, { recursive: true, force: true });
    }
    expect(refused).toBeGreaterThan(20);
  });

  it('writes nothing but its own files, whatever whoever sends it would have', async () => {
    const { folder, archive } = await carried();
    const around = join(folder, 'around');
    mkdirSync(around);
    const own = archive.subarray(0, archive.length - 1024);
    const arrived = join(around, 'arrived');
    const known = readdirSync(join(folder, 'backup')).length;
    const hostile = [
      entry({ path: '../evil.parquet' }, 'x'),
      entry({ path: join(folder, 'evil.parquet') }, 'x'),
      entry({ path: 'sub/evil.parquet' }, 'x'),
      entry({ path: 'evil.sh', mode: 0o755 }, 'x'),
      entry({ path: 'evil.parquet', type: 'SymbolicLink', linkpath: '/etc/passwd' }),
      entry({ path: 'evil.parquet', type: 'Link', linkpath: 'manifest.json' }),
      entry({ path: 'evil.parquet', type: 'Directory' }),
    ];
    for (const one of hostile) {
      await take(arrived, Buffer.concat([own, one, Buffer.alloc(1024)])).catch(() => {});
      expect(readdirSync(folder).sort()).toEqual(['around', 'backup']);
      if (existsSync(arrived)) expect(readdirSync(arrived)).toHaveLength(known);
      rmSync(arrived, { recursive: true, force: true });
      expect(readdirSync(around)).toEqual([]);
    }
  });

  it('is not begun where the folder cannot take it', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'full'));
    writeFileSync(join(folder, 'full', 'a'), '');
    for (const place of ['full', 'none/in'])
      await expect(
        unpackBackup(join(folder, place), () => Promise.reject(new Error('was begun'))),
      ).rejects.toMatchObject({ code: 'usage' });
  });
});
