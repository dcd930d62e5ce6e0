import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { segmentBytes } from '../../../src/store/spool/segment.ts';
import { Spool } from '../../../src/store/spool/spool.ts';
import { temporaryFolder } from '../../support/write-history.ts';

const NOW = Date.UTC(2026, 5, 1);
async function open(folder: string): Promise<Spool> {
  const spool = await Spool.open(folder, () => NOW);
  onTestFinished(() => spool.close());
  return spool;
}
const told = { at: NOW, lines: 1 };
const line = (name: string): Buffer => Buffer.from(`${JSON.stringify({ name })}\n`);

/** The bodies that a spool holds, in their order. */
function bodies(spool: Spool): string[] {
  return spool.sealed.flatMap(({ path, frames }) => {
    const bytes = readFileSync(path);
    return frames.map(({ from, to }) => bytes.subarray(from, to).toString());
  });
}

describe('a spool', () => {
  it('holds what it answered for, in the order of each kind, and forgets what was applied', async () => {
    const folder = temporaryFolder();
    const spool = await open(folder);
    const names = Array.from({ length: 300 }, (_, index) => `d${index}`);
    const ids = await Promise.all(names.map((name) => spool.addLines('decisions', line(name), told)));
    expect(new Set(ids).size).toBe(300);
    await spool.addLines('verdicts', line('v'), told);
    // No farewell: the process is gone.
    const next = await open(folder);
    expect(bodies(next)).toEqual([...names, 'v'].map((name) => line(name).toString()));
    expect(next.bytes).toBe(bodies(next).join('').length);
    const [decisions] = next.sealed;
    expect(decisions?.frames.map((frame) => frame.line)).toEqual(names.map((_, index) => index + 1));
    await next.remove(await next.take(1));
    await next.remove(await next.take(1));
    expect(next.bytes).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('gives as much as is asked for, but at least one segment, the oldest first', async () => {
    const spool = await open(temporaryFolder());
    for (const name of ['a', 'b', 'c']) {
      await spool.addLines('decisions', line(name), told);
      await spool.take(0);
    }
    const size = line('a').length;
    expect((await spool.take(0)).map(segmentBytes)).toEqual([size]);
    expect(await spool.take(2 * size)).toHaveLength(2);
    expect(await spool.take(10 * size)).toHaveLength(3);
    const numbers = spool.sealed.map(({ number }) => number);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
  });

  it('keeps a file once it is whole, and nothing of one that was cut off or too long', async () => {
    const folder = temporaryFolder();
    const spool = await open(folder);
    const whole = await spool.receive([Buffer.from('a,'), Buffer.from('b\n')], () => {});
    await spool.keep(whole, 'rows', 'csv', { at: NOW, key: 'k', digest: 'd', alone: true });
    async function* cut() {
      yield Buffer.from('half');
      throw new Error('gone');
    }
    await expect(spool.receive(cut(), () => {})).rejects.toThrow('gone');
    const refuse = (bytes: number): void => {
      if (bytes > 3) throw new Error('too much');
    };
    await expect(spool.receive([Buffer.from('long')], refuse)).rejects.toThrow('too much');
    // One that was received and never kept, as a crash would leave it.
    await spool.receive([Buffer.from('x')], () => {});
    const next = await open(folder);
    expect(bodies(next)).toEqual(['a,b\n']);
    expect(next.sealed[0]?.frames[0]).toMatchObject({ key: 'k', digest: 'd', alone: true, lines: null });
    expect(readdirSync(folder).filter((name) => name.startsWith('incoming'))).toEqual([]);
  });

  it('loses the torn end that a crash leaves, and nothing before it', async () => {
    const folder = temporaryFolder();
    const spool = await open(folder);
    for (const name of ['a', 'b', 'c']) await spool.addLines('decisions', line(name), told);
    const [path = ''] = readdirSync(folder)
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => join(folder, name));
    appendFileSync(path, '{"name":"never acknowled');
    appendFileSync(`${path}.index`, '{"from":45,"to":');
    writeFileSync(join(folder, 'decisions-1700000000000.jsonl'), '{"name":"no index"}\n');
    writeFileSync(join(folder, 'decisions-1700000000001.jsonl.index'), '{}\n');
    const next = await open(folder);
    expect(bodies(next)).toEqual(['a', 'b', 'c'].map((name) => line(name).toString()));
    expect(readFileSync(path, 'utf8')).toBe(bodies(next).join(''));
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('answers whole bodies from the first on, wherever the disk lost the rest', async () => {
    const folder = temporaryFolder();
    const spool = await open(folder);
    const all: string[] = [];
    for (let index = 0; index < 6; index++) {
      all.push(line('x'.repeat(index * 7)).toString());
      await spool.addLines('decisions', Buffer.from(all.at(-1) ?? ''), told);
    }
    const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.jsonl'));
    const [data, index] = [join(folder, name), join(folder, `${name}.index`)];
    const [dataBytes, indexBytes] = [readFileSync(data).length, readFileSync(index).length];
    const copies = temporaryFolder();
    let copied = 0;
    const cut = fc.record({ data: fc.nat(dataBytes), index: fc.nat(indexBytes) });
    await fc.assert(
      fc.asyncProperty(cut, async (at) => {
        const copy = join(copies, String(copied++));
        mkdirSync(copy);
        for (const [from, bytes] of [
          [data, at.data],
          [index, at.index],
        ] as const) {
          const to = join(copy, from.slice(folder.length + 1));
          copyFileSync(from, to);
          truncateSync(to, bytes);
        }
        const kept = bodies(await open(copy));
        expect(kept).toEqual(all.slice(0, kept.length));
        const safe = readFileSync(index, 'utf8').slice(0, at.index).split('\n').length - 1;
        if (at.data === dataBytes) expect(kept).toHaveLength(safe);
      }),
      { numRuns: 60 },
    );
  });

  it('refuses what the disk has no room for, keeps what it had, and goes on once there is room', async (context) => {
    const folder = temporaryFolder();
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', folder], { stdio: 'ignore' });
    } catch {
      context.skip('making a small disk needs the right to mount one');
    }
    onTestFinished(() => {
      execFileSync('umount', [folder]);
    });
    const spool = await open(folder);
    await spool.addLines('decisions', line('a'), told);
    const filler = join(folder, 'filler');
    writeFileSync(filler, Buffer.alloc(150_000));
    const big = Buffer.from(`${'x'.repeat(200_000)}\n`);
    await expect(spool.addLines('decisions', big, told)).rejects.toMatchObject({ code: 'ENOSPC' });
    await expect(spool.receive([big], () => {})).rejects.toMatchObject({ code: 'ENOSPC' });
    truncateSync(filler, 0);
    await spool.addLines('decisions', line('b'), told);
    expect(bodies(await open(folder))).toEqual([line('a').toString(), line('b').toString()]);
  });

  it('sets aside what the store would not have', async () => {
    const folder = temporaryFolder();
    const spool = await open(folder);
    await spool.addLines('decisions', line('a'), told);
    const [segment] = await spool.take(1);
    if (segment === undefined) throw new Error('no segment');
    const path = await spool.setAside(segment, 0, line('a'));
    await spool.remove([segment]);
    expect(readFileSync(path, 'utf8')).toBe(line('a').toString());
    expect((await open(folder)).sealed).toEqual([]);
    expect(existsSync(path)).toBe(true);
  });
});
