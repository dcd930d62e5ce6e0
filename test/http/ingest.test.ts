import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { Mapping } from '../../src/contracts/mapping.ts';
import { StoreReport } from '../../src/contracts/store-report.ts';
import { mappingHeader } from '../../src/http/ask.ts';
import { call, NDJSON, outcome, post, serving } from '../support/serving.ts';
import { temporaryFolder, writeHistory } from '../support/write-history.ts';

const decision = (id: string, over: Record<string, unknown> = {}) => ({
  ...{ decision_id: id, domain: 'refunds', decided_at: '2026-05-01T10:00:00Z', confidence: 0.9 },
  ...over,
});
const verdict = (id: string, over: Record<string, unknown> = {}) => ({
  ...{ decision_id: id, verdict: 'agree', reviewed_at: '2026-05-02T10:00:00Z', reviewer_id: 'r1' },
  ...over,
});
const lines = (...rows: object[]): string => rows.map((row) => `${JSON.stringify(row)}\n`).join('');
const sizes = async (url: string) => StoreReport.parse(JSON.parse((await call(`${url}/v1/doctor`, {})).text));
const never = { options: { lingerMs: 600_000 } };

describe('a body that somebody waits for', () => {
  it('is told what became of it, in every format', async () => {
    const { url } = await serving();
    const folder = temporaryFolder();
    const file = async (format: string, ids: readonly string[]): Promise<Buffer> =>
      readFileSync(
        await writeHistory(
          join(folder, `${ids[0]}.${format}`),
          ids.map((id) => decision(id)),
        ),
      );
    const csv = await file('csv', ['c1', 'c2']);
    const cases: [string, string | Buffer, Record<string, string>][] = [
      ['/v1/decisions', lines(decision('l1'), decision('l2')).trimEnd(), NDJSON],
      [
        '/v1/decisions',
        `\uFEFF${JSON.stringify(decision('j1'), null, 2)}`,
        { 'content-type': 'application/json' },
      ],
      ['/v1/decisions', JSON.stringify([decision('a1')], null, 2), { 'content-type': 'application/json' }],
      ['/v1/decisions', csv, { 'content-type': 'text/csv; charset=utf-8' }],
      ['/v1/decisions', await file('parquet', ['p1']), { 'content-type': 'application/vnd.apache.parquet' }],
      ['/v1/ingests', gzipSync(await file('jsonl', ['g1'])), { 'content-type': 'application/gzip' }],
      ['/v1/decisions', gzipSync(lines(decision('e1'))), { ...NDJSON, 'content-encoding': 'gzip' }],
    ];
    for (const [path, body, headers] of cases) {
      const { status, ingest, text } = await post(`${url}${path}`, body, { ...headers, prefer: 'wait=10' });
      expect(status, text).toBe(200);
      expect(ingest).toMatchObject({ status: 'applied', summary: { quarantined: 0, files: { added: 1 } } });
    }
    const again = await post(`${url}/v1/decisions?wait=true`, csv, { 'content-type': 'text/csv' });
    expect(again.ingest?.summary).toMatchObject({ files: { added: 0, known: 1 }, decisions: { added: 0 } });
    const judged = await post(`${url}/v1/verdicts?wait=true`, lines(verdict('c1'), verdict('c2')));
    expect(judged.ingest?.summary?.verdicts).toEqual({ added: 2, known: 0 });
    expect(await sizes(url)).toMatchObject({ decisions: 9, verdicts: 2, waiting: 0, quarantined: 0 });
  });

  it('is read by a mapping that comes with it', async () => {
    const { url } = await serving();
    const mapping = Mapping.parse({
      columns: {
        decision_id: 'id',
        confidence: { column: 'sure', scale: 'percent' },
        domain: { constant: 'x' },
      },
    });
    const body = 'id,sure,decided_at\na,90,2026-05-01T10:00:00Z\n';
    const headers = { 'content-type': 'text/csv', 'leeway-mapping': mappingHeader(mapping) };
    const { ingest } = await post(`${url}/v1/ingests?wait=true`, body, headers);
    expect(ingest?.summary?.decisions).toEqual({ added: 1, known: 0 });
    for (const bad of ['!', Buffer.from('{"columns": 3}').toString('base64url')])
      expect((await post(`${url}/v1/ingests`, body, { ...headers, 'leeway-mapping': bad })).status).toBe(400);
  });

  it('is refused whole where it cannot be read, or all or nothing was asked', async () => {
    const { url, path } = await serving();
    const csv = { 'content-type': 'text/csv' };
    const none = await post(`${url}/v1/decisions?wait=true`, 'when,what\n1,2\n', csv);
    expect(none.status).toBe(422);
    expect(none.detail).toMatch(/^body: no column for decision_id/);
    const strict = await post(
      `${url}/v1/decisions?strict=true`,
      lines(decision('a'), decision('b', { confidence: 90 })),
    );
    expect(strict.status).toBe(422);
    expect(JSON.parse(strict.text)).toMatchObject({
      code: 'input-refused',
      details: {
        quarantined: [{ rule: 'confidence_out_of_range', rows: 1, example: { line: 2, value: '90' } }],
      },
    });
    expect(await sizes(url)).toMatchObject({ decisions: 0, quarantined: 0, runs: 0 });
    expect(readdirSync(`${path}.spool`)).toEqual(['requests.jsonl']);
  });
});

describe('a body that nobody waits for', () => {
  it('is acknowledged, applied with others, and tells which of its own rows were refused', async () => {
    const { url } = await serving({ options: { lingerMs: 200 } });
    const bodies = Array.from({ length: 40 }, (_, index) =>
      lines(decision(`${index}-a`), decision(`${index}-b`, index % 10 === 3 ? { confidence: 7 } : {})),
    );
    const sent = await Promise.all(bodies.map((body) => post(`${url}/v1/decisions`, body)));
    for (const { status, headers, ingest } of sent) {
      expect(status).toBe(202);
      expect(ingest).toMatchObject({ status: 'spooled', rows: 2, run: null });
      expect(headers['location']).toBe(`/v1/ingests/${ingest?.id}`);
    }
    const outcomes = await Promise.all(sent.map(({ ingest }) => outcome(url, ingest?.id)));
    for (const [index, one] of outcomes.entries()) {
      const rule = {
        rule: 'confidence_out_of_range',
        rows: 1,
        example: { file: 'body', line: 2, value: '7' },
      };
      expect(one.quarantined).toEqual(index % 10 === 3 ? [rule] : []);
      expect(one.status).toBe('applied');
    }
    expect(await sizes(url)).toMatchObject({ decisions: 76, quarantined: 4 });
  });

  it('keeps no other out, whatever is in it', async () => {
    const { url, path } = await serving({ options: { lingerMs: 200 } });
    const good = (from: number) =>
      lines(...Array.from({ length: 3 }, (_, index) => decision(`${from + index}`)));
    const odd = [
      // The same key twice, but for its case: no file may have that.
      lines({ ...decision('x1'), Confidence: 0.1 }),
      lines(verdict('0')),
      '{"decision_id": "torn\n',
      `{"decision_id": "\u0000"}\nno json\n[1]\n\n"text"\n`,
      Buffer.from('{}\n{"decision_id": "\xff\xfe"}\n', 'latin1'),
    ];
    const sent = [];
    for (const [index, body] of odd.entries()) {
      sent.push(post(`${url}/v1/decisions`, good(index * 10)));
      sent.push(post(`${url}/v1/decisions`, body));
    }
    sent.push(post(`${url}/v1/verdicts`, lines(verdict('1'), verdict('2'))));
    sent.push(post(`${url}/v1/verdicts`, lines(decision('no-verdict'))));
    const answers = await Promise.all(sent);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202));
    const outcomes = await Promise.all(answers.map(({ ingest }) => outcome(url, ingest?.id)));
    expect(outcomes.filter(({ status }) => status === 'refused')).toMatchObject([
      { id: answers[1]?.ingest?.id, refusal: { code: 'input-refused' } },
    ]);
    const clean = outcomes.filter((_, index) => index % 2 === 0);
    expect(clean.flatMap(({ quarantined }) => quarantined)).toEqual([]);
    expect(outcomes.at(-1)?.quarantined).toMatchObject([{ rule: 'verdict_missing', rows: 1 }]);
    expect(await sizes(url)).toMatchObject({ decisions: 15, verdicts: 2, waiting: 0 });
    const [kept = ''] = readdirSync(join(`${path}.spool`, 'refused'));
    expect(readFileSync(join(`${path}.spool`, 'refused', kept), 'utf8')).toBe(odd[0]);
  });

  it('is safe where the server ends before it is applied', async () => {
    const first = await serving(never);
    const acknowledged = await post(`${first.url}/v1/decisions`, lines(decision('a')));
    expect(acknowledged.status).toBe(202);
    await first.close();
    const second = await serving({ path: first.path });
    expect(await outcome(second.url, acknowledged.ingest?.id)).toMatchObject({ status: 'applied' });
    expect(await sizes(second.url)).toMatchObject({ decisions: 1 });
  });

  it('is safe where the server ends while somebody waits, who is told', async () => {
    const first = await serving(never);
    const waiting = Array.from({ length: 10 }, (_, index) =>
      post(`${first.url}/v1/decisions?wait=true`, lines(decision(`${index}`))),
    );
    await waiting[0];
    await first.close();
    const statuses = (await Promise.all(waiting)).map(({ status }) => status);
    expect(statuses.filter((status) => status !== 200 && status !== 202)).toEqual([]);
    expect(statuses).toContain(202);
    const second = await serving({ path: first.path });
    await post(`${second.url}/v1/decisions?wait=true`, lines(decision('last')));
    expect(await sizes(second.url)).toMatchObject({ decisions: 11, quarantined: 0 });
  });

  it('leaves nothing where it is cut off', async () => {
    const { url, path, faults } = await serving(never);
    await post(`${url}/v1/decisions`, lines(decision('a')));
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write(`POST /v1/decisions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n`);
    socket.write(`Content-Length: 5000\r\n\r\n${lines(decision('half'))}`);
    socket.write(lines(decision('b')).slice(0, 20));
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    await post(`${url}/v1/decisions`, lines(decision('c')));
    const [name = ''] = readdirSync(`${path}.spool`).filter(
      (one) => one.endsWith('.jsonl') && one !== 'requests.jsonl',
    );
    expect(readFileSync(join(`${path}.spool`, name), 'utf8')).toBe(lines(decision('a'), decision('c')));
    expect(faults).toEqual([]);
  });
});

describe('an Idempotency-Key', () => {
  const keyed = (key: string) => ({ ...NDJSON, 'idempotency-key': key });

  it('makes a body count once, and is refused with another', async () => {
    const { url, path, close } = await serving();
    const all = await Promise.all(
      Array.from({ length: 8 }, () => post(`${url}/v1/decisions`, lines(decision('a')), keyed('one'))),
    );
    expect(new Set(all.map(({ ingest }) => ingest?.id)).size).toBe(1);
    const other = await post(`${url}/v1/decisions`, lines(decision('b')), keyed('one'));
    expect(other).toMatchObject({ status: 422, headers: { 'content-type': /problem\+json/ } });
    expect((await post(`${url}/v1/verdicts`, lines(decision('a')), keyed('one'))).status).toBe(422);
    const before = await outcome(url, all[0]?.ingest?.id);
    await close();
    const next = await serving({ path });
    const again = await post(`${next.url}/v1/decisions`, lines(decision('a')), keyed('one'));
    expect(again).toMatchObject({ status: 200, ingest: before });
    expect((await post(`${next.url}/v1/decisions`, lines(decision('b')), keyed('one'))).status).toBe(422);
    expect(await sizes(next.url)).toMatchObject({ decisions: 1, runs: 1 });
  });

  it('is known after a restart where its body waits in the spool', async () => {
    const first = await serving(never);
    const file = { 'content-type': 'text/csv', 'idempotency-key': 'file' };
    const csv = 'decision_id,domain,decided_at,confidence\nf,x,2026-05-01T10:00:00Z,0.5\n';
    const sent = [
      await post(`${first.url}/v1/decisions`, lines(decision('a')), keyed('lines')),
      await post(`${first.url}/v1/decisions`, csv, file),
    ];
    await first.close();
    const next = await serving({ path: first.path, ...never });
    const again = [
      await post(`${next.url}/v1/decisions`, lines(decision('a')), keyed('lines')),
      await post(`${next.url}/v1/decisions`, csv, file),
    ];
    expect(again.map(({ ingest }) => ingest?.id)).toEqual(sent.map(({ ingest }) => ingest?.id));
    expect(
      (await post(`${next.url}/v1/decisions`, `${csv}g,x,2026-05-01T10:00:00Z,0.5\n`, file)).status,
    ).toBe(422);
  });
});

describe('what a server refuses', () => {
  it('is said as a problem document', async () => {
    const { url, faults } = await serving({ limits: { mostBodyBytes: 1000, mostFileBytes: 2000 } });
    const long = 'x'.repeat(5000);
    const refused = async (
      status: number,
      about: RegExp,
      body: string,
      headers: Record<string, string> = NDJSON,
      path = '/v1/decisions',
    ): Promise<void> => {
      const answer = await post(`${url}${path}`, body, headers);
      expect(answer.text).toMatch(about);
      expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
      expect(JSON.parse(answer.text)).toMatchObject({ status, title: expect.any(String) });
      expect(answer.status).toBe(status);
    };
    await refused(413, /0.001 MB at most/, lines({ long }));
    await refused(413, /0.002 MB at most/, long, { 'content-type': 'text/csv' });
    await refused(413, /at most/, long, { ...NDJSON, 'transfer-encoding': 'chunked' });
    await refused(413, /at most/, long, { 'content-type': 'text/csv', 'transfer-encoding': 'chunked' });
    await refused(415, /Content-Type is needed.*this is text\/html/, 'x', { 'content-type': 'text/html' });
    await refused(415, /this is none/, 'x', {});
    await refused(415, /not br/, 'x', { ...NDJSON, 'content-encoding': 'br' });
    await refused(400, /empty/, ' \n');
    await refused(400, /does not begin with/, 'decision_id,domain\n');
    await refused(400, /send JSON lines as/, '{"a":1}\n{"a":2}\n', { 'content-type': 'application/json' });
    await refused(400, /wait and strict/, lines({}), NDJSON, '/v1/decisions?wat=true');
    await refused(400, /1 to 255/, lines({}), { ...NDJSON, 'idempotency-key': 'k'.repeat(256) });
    await refused(404, /nothing at POST \/v1\/nothing/, 'x', NDJSON, '/v1/nothing');
    await refused(403, /localhost only/, lines({}), { ...NDJSON, host: 'leeway.example' });
    await refused(403, /localhost only/, lines({}), { ...NDJSON, host: '127.0.0.1.example:80' });
    await refused(403, /pages of other sites/, lines({}), { ...NDJSON, origin: 'https://example.org' });
    await refused(403, /pages of other sites/, lines({}), { ...NDJSON, origin: 'null' });
    expect((await post(`${url}/v1/decisions`, lines(decision('a')), { ...NDJSON, origin: url })).status).toBe(
      202,
    );
    expect((await call(`${url}/v1/ingests/7-7`, {})).status).toBe(404);
    expect(await sizes(url)).toMatchObject({ quarantined: 0 });
    expect(faults).toEqual([]);
  });

  it('is more than the store can catch up with, until it has', async () => {
    const body = lines(...Array.from({ length: 50 }, (_, index) => decision(`d${index}`)));
    const { url, path, close } = await serving({
      options: { lingerMs: 600_000, mostSpooledBytes: 3.5 * body.length },
    });
    const csv = { 'content-type': 'text/csv', 'transfer-encoding': 'chunked' };
    for (let sent = 0; sent < 3; sent++) expect((await post(`${url}/v1/decisions`, body)).status).toBe(202);
    for (const headers of [NDJSON, { ...NDJSON, 'transfer-encoding': 'chunked' }, csv]) {
      const full = await post(`${url}/v1/decisions`, body, headers);
      expect(full).toMatchObject({ status: 429, headers: { 'retry-after': '5' } });
      expect(full.detail).toMatch(/has not caught up/);
    }
    await close();
    const next = await serving({ path });
    expect((await post(`${next.url}/v1/decisions?wait=true`, body)).status).toBe(200);
    expect(await sizes(next.url)).toMatchObject({ decisions: 50, quarantined: 0 });
    expect((await call(`${next.url}/readyz`, {})).status).toBe(200);
  });
});
