import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Role } from '../../src/contracts/actor.ts';
import { CountsHeld, CountsTaken } from '../../src/contracts/counts.ts';
import { Database } from '../../src/store/database.ts';
import { countingBehind } from '../../src/workflows/counts/counts-behind-server.ts';
import { ask, tokensOfRoles } from '../support/asking.ts';
import { attach, attachBy, lakeYaml, writeLake } from '../support/lake.ts';
import { CONFIGURATION, countsOf, emptyStore, NOW } from '../support/pushed-store.ts';
import { post, serving } from '../support/serving.ts';
import { warehouseHistory } from '../support/warehouse-history.ts';
import { temporaryFolder } from '../support/write-history.ts';

/** A server, the archive that would give it the counts of a lake, and the same counts in a store beside it. */
async function given() {
  const folder = temporaryFolder();
  const lake = join(folder, 'lake');
  const db = await Database.open();
  try {
    await warehouseHistory(db, 1500, 20);
    await writeLake(db, lake);
  } finally {
    db.close();
  }
  const [place, beside] = [await emptyStore(folder), await emptyStore(folder, 'beside.duckdb')];
  await attach(beside, lakeYaml(lake));
  const secrets = await tokensOfRoles(place);
  const server = await serving({
    path: place.path,
    options: { configuration: CONFIGURATION, clock: () => Date.parse(NOW) },
    limits: { mostFileBytes: 2_000_000 },
  });
  const as = (who: string) => secrets.get(who) ?? '';
  const held = async () =>
    CountsHeld.parse((await ask(`${server.url}/v1/evidence`, { as: as('ingest') })).json);
  let archive = Buffer.alloc(0);
  const caught = new Error('caught');
  await attachBy(
    countingBehind({
      ...{ name: 'the server', now: NOW, held },
      give: async (pieces) => {
        for await (const piece of pieces) archive = Buffer.concat([archive, piece]);
        throw caught;
      },
    }),
    lakeYaml(lake),
  ).catch((error: unknown) => expect(error).toBe(caught));
  const give = (body: Buffer, who = 'ingest', type = 'application/x-tar') =>
    post(`${server.url}/v1/evidence`, body, { 'content-type': type, authorization: `Bearer ${as(who)}` });
  return { ...server, place, beside, archive, as, held, give };
}

describe('counts over HTTP', () => {
  it('are taken from those who may add, all at once, and only upon what they were counted upon', async () => {
    const { url, place, beside, archive, as, held, give, close, faults } = await given();
    const may: string[] = [];
    for (const role of Role.options)
      if ((await ask(`${url}/v1/evidence`, { as: as(role) })).status === 200) may.push(role);
    expect(may).toEqual(['ingest', 'admin']);
    for (const role of ['viewer', 'lead', 'board'])
      expect((await give(archive, role)).status, role).toBe(403);
    const taken = await give(archive);
    expect(taken.status, taken.text).toBe(200);
    expect(CountsTaken.parse(JSON.parse(taken.text))).toMatchObject({ run: 1, decisions: 1500, added: 1500 });
    const { reach, before } = await held();
    expect([reach?.attached, before]).toEqual([expect.stringContaining('decided_on'), []]);
    // Counted when the store had none, which is no longer so.
    expect(await give(archive)).toMatchObject({
      status: 409,
      detail: 'the store has other counts meanwhile; count again',
    });
    expect((await give(archive, 'admin')).status).toBe(409);
    expect(faults).toEqual([]);
    await close();
    expect(await countsOf(place)).toBe(await countsOf(beside));
  });

  it('leave nothing where they are damaged, packed, too many or of another kind', async () => {
    const { place, archive, held, give, close, faults } = await given();
    const half = Math.floor(archive.length / 2);
    const damaged = Buffer.from(archive);
    // The first byte of the first file says what the counts stand for.
    damaged[512] = 0;
    for (const body of [
      archive.subarray(0, half),
      damaged,
      Buffer.from('decision_id,domain\n'),
      Buffer.alloc(0),
    ])
      expect(await give(body)).toMatchObject({ status: 422 });
    expect(await give(gzipSync(archive))).toMatchObject({
      status: 422,
      detail: expect.stringMatching(/^the counts: what came is damaged/),
    });
    expect((await give(archive, 'ingest', 'application/json')).status).toBe(415);
    expect((await give(Buffer.concat([archive, Buffer.alloc(2_000_000)]))).status).toBe(413);
    expect((await held()).reach).toBeNull();
    expect(faults).toEqual([]);
    await close();
    expect(JSON.parse(await countsOf(place))).toEqual([[], [], [], [], []]);
  });
});
