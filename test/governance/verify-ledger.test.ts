import { createHash, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LedgerEntry, LedgerEventType } from '../../src/contracts/ledger.ts';
import type { LedgerVerification } from '../../src/contracts/ledger-export.ts';
import { appendEntries, GENESIS, headAfter } from '../../src/governance/append-entries.ts';
import { keyIdOf, signCheckpoint } from '../../src/governance/checkpoint.ts';
import { digest } from '../../src/governance/digest.ts';
import { parseCanonical } from '../../src/governance/parse-canonical.ts';
import { verifyLedger } from '../../src/governance/verify-ledger.ts';
import { ledgerFixtures } from '../../tools/ledger/fixtures.ts';

const folder = join(import.meta.dirname, 'fixtures/ledger');
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const publicKeys = [createPublicKey(read('public.pem'))];
const linesOf = (name: string): unknown[] => read(name).trimEnd().split('\n').map(parseCanonical);
const told = (verification: LedgerVerification): unknown =>
  verification.ok ? verification : [verification.kind, verification.seq, verification.sentence];

describe('the fixtures', () => {
  it('are what their tool writes: npx tsx tools/ledger-fixtures.ts', () => {
    expect(readdirSync(folder).sort()).toEqual([...ledgerFixtures().keys()].sort());
    for (const [name, text] of ledgerFixtures()) expect(read(name), name).toBe(text);
  });

  it('are hashed as a reader with nothing but JSON and SHA-256 would hash them', () => {
    const sorted = (value: unknown): string => {
      if (Array.isArray(value)) return `[${value.map(sorted).join()}]`;
      if (typeof value !== 'object' || value === null) return JSON.stringify(value);
      const parts = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
      return `{${parts.map(([key, part]) => `${JSON.stringify(key)}:${sorted(part)}`).join()}}`;
    };
    let previous = '0'.repeat(64);
    for (const line of read('intact.jsonl').trimEnd().split('\n')) {
      const { kind, hash, ...fields } = JSON.parse(line);
      if (kind !== 'entry') continue;
      expect(createHash('sha256').update(sorted(fields)).digest('hex')).toBe(hash);
      expect(fields.previous).toBe(previous);
      previous = hash;
    }
  });
});

describe('a ledger', () => {
  it('is whole where nothing was done to it, and says up to where it is signed', async () => {
    expect(await verifyLedger(linesOf('intact.jsonl'), { publicKeys })).toMatchObject({
      ...{ ok: true, entries: 10, head: { seq: 10 }, signed: { seq: 8, keyId: keyIdOf(publicKeys[0]!) } },
    });
    expect(await verifyLedger(linesOf('intact.jsonl'))).toMatchObject({ ok: true, signed: null });
    expect(await verifyLedger([])).toEqual({ ok: true, entries: 0, head: GENESIS, signed: null });
  });

  it.each([
    ['changed', 'changed', 5, 'entry 5 was changed: its content does not have the hash that it bears'],
    ['renumbered', 'changed', 5, 'entry 5 was changed: its content does not have the hash that it bears'],
    ['removed', 'removed', 6, 'entry 6 is missing: entry 7 stands in its place'],
    [
      ...(['cut-short', 'removed', 6] as const),
      'entry 6 is missing: the ledger ends with entry 5, and the checkpoint of 2026-05-20T12:00:00.000Z names entry 8',
    ],
    ['reordered', 'reordered', 6, 'entry 6 stands after entry 7; they were put in another order'],
    [
      ...(['repeated', 'reordered', 7] as const),
      'entry 6 stands where entry 7 belongs; it came before, or was put there',
    ],
    ['rewritten-entry', 'rewritten', 6, 'entry 6 was rewritten: entry 7 was written after another one'],
    [
      ...(['rewritten-tail', 'rewritten', 8] as const),
      'entry 8 was rewritten, or one before it: it is not the one that the checkpoint of 2026-05-20T12:00:00.000Z names',
    ],
    [
      ...(['bad-signature', 'bad-signature', 4] as const),
      'the checkpoint of 2026-05-21T12:00:00.000Z on entry 4 does not bear the signature of its key; it was changed or forged',
    ],
    [
      'unknown-key',
      'unknown-key',
      8,
      expect.stringMatching(/on entry 8 is signed with the key [\w-]{43}, which is/),
    ],
    ['unsigned', 'unsigned', 1, expect.stringMatching(/no checkpoint stands in the ledger/)],
    ['malformed', 'malformed', 7, expect.stringMatching(/^entry 7 cannot be read/)],
    ['twice-named', 'malformed', 4, expect.stringMatching(/^entry 4 cannot be read/)],
    ['cut-line', 'malformed', 10, expect.stringMatching(/^entry 10 cannot be read/)],
  ])('that was damaged (%s) is found %s at entry %i, in words', async (name, kind, seq, sentence) => {
    expect(told(await verifyLedger(linesOf(`${name}.jsonl`), { publicKeys }))).toEqual([kind, seq, sentence]);
  });

  it('cut off behind its last checkpoint is found by an anchor, or a checkpoint kept elsewhere, alone', async () => {
    const lines = linesOf('unsigned.jsonl');
    const entries = appendEntriesOf(lines);
    const cut = lines.slice(0, 7);
    expect(await verifyLedger(cut)).toMatchObject({ ok: true });
    const { seq, hash } = entries[8]!;
    expect(told(await verifyLedger(cut, { anchor: { seq, hash } }))).toEqual([
      ...['removed', 8],
      expect.stringMatching(/ends with entry 7, and the anchor 9:[0-9a-f]{8}… names entry 9$/),
    ]);
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const kept = signCheckpoint({ seq, hash }, '2026-05-20T12:00:00.000Z', privateKey, keyIdOf(publicKey));
    const proofs = { publicKeys: [publicKey], checkpoints: [kept] };
    expect(await verifyLedger(lines, proofs)).toMatchObject({ ok: true, signed: kept });
    expect(await verifyLedger(cut, proofs)).toMatchObject({ kind: 'removed', seq: 8 });
    const forged = { ...proofs, checkpoints: [{ ...kept, seq: 7 }] };
    expect(await verifyLedger(cut, forged)).toMatchObject({ kind: 'bad-signature', seq: 7 });
  });

  it('is malformed where a line is nothing of the kind, however strange', async () => {
    const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`);
    const [first] = linesOf('intact.jsonl') as [Record<string, unknown>];
    const strange = JSON.parse('{"__proto__": 1}');
    for (const line of [
      undefined,
      null,
      7,
      'x',
      [],
      {},
      deep,
      { ...first, body: deep },
      { ...first, more: 1 },
    ])
      expect(await verifyLedger([line])).toMatchObject({ ok: false, kind: 'malformed', seq: 1 });
    expect(await verifyLedger([{ ...first, body: { words: '\ud83d' } }])).toMatchObject({
      kind: 'malformed',
    });
    // A key that parsers of shapes skip is still covered by the hash.
    expect(await verifyLedger([{ ...first, body: Object.assign(strange, first['body']) }])).toMatchObject({
      kind: 'changed',
    });
  });

  it('can be walked through from any entry on, where what came before is not doubted', async () => {
    const lines = linesOf('unsigned.jsonl');
    const entries = appendEntriesOf(lines);
    const after = headAfter(GENESIS, entries.slice(0, 4));
    expect(await verifyLedger(lines.slice(4), { after })).toMatchObject({
      ok: true,
      entries: 6,
      head: { seq: 10 },
    });
    expect(await verifyLedger(lines.slice(4), { after: { seq: 4, hash: '0'.repeat(64) } })).toMatchObject({
      ...{ kind: 'rewritten', seq: 4 },
    });
  });
});

function appendEntriesOf(lines: readonly unknown[]): LedgerEntry[] {
  return (lines as ({ kind: string } & LedgerEntry)[])
    .filter(({ kind }) => kind === 'entry')
    .map(({ kind: _, ...entry }) => entry);
}

describe('any damage to any ledger', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const ledger = fc
    .array(
      fc.record({
        at: fc.integer({ min: 0, max: 1e12 }).map((ms) => new Date(ms).toISOString()),
        actor: fc.string({ unit: 'grapheme', minLength: 1 }),
        type: fc.constantFrom(...LedgerEventType.options),
        subject: fc.string({ unit: 'grapheme' }),
        body: fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 }),
      }),
      { minLength: 2, maxLength: 9 },
    )
    .map((events) =>
      appendEntries(
        GENESIS,
        events.map((event) => JSON.parse(JSON.stringify(event))),
      ),
    );
  const field = fc.constantFrom(
    ...(['seq', 'at', 'actor', 'type', 'subject', 'body', 'previous', 'hash'] as const),
  );
  const lined = (entries: readonly LedgerEntry[]): unknown[] =>
    entries.map((one) => ({ kind: 'entry', ...one }));

  const other = (entry: LedgerEntry): LedgerEntry => ({
    ...entry,
    seq: entry.seq + 1,
    at: entry.at === '2026-01-01T00:00:00.000Z' ? '2026-01-02T00:00:00.000Z' : '2026-01-01T00:00:00.000Z',
    actor: `${entry.actor}x`,
    type: entry.type === 'alarm.raised' ? 'floor.set' : 'alarm.raised',
    subject: `${entry.subject}x`,
    body: { ...entry.body, more: JSON.stringify(entry.body) },
    previous: digest(entry.previous),
    hash: digest(entry.hash),
  });

  it('is found under a checkpoint or an anchor on its last entry, and at no entry before it', async () => {
    await fc.assert(
      fc.asyncProperty(
        ...([ledger, field, fc.nat(), fc.boolean(), fc.boolean()] as const),
        fc.constantFrom('field', 'remove', 'swap', 'truncate', 'rewrite'),
        async (entries, name, random, isRehashed, byAnchor, damage) => {
          const head = headAfter(GENESIS, entries);
          const checkpoint = signCheckpoint(head, '2026-06-01T00:00:00.000Z', privateKey, keyIdOf(publicKey));
          const proofs = byAnchor ? { anchor: head } : { publicKeys: [publicKey], checkpoints: [checkpoint] };
          expect(await verifyLedger(lined(entries), proofs)).toMatchObject({
            ok: true,
            entries: entries.length,
          });
          const place = random % (damage === 'swap' ? entries.length - 1 : entries.length);
          const [own, next] = [entries[place]!, entries[place + 1]];
          const rehashed = (entry: LedgerEntry): LedgerEntry => {
            const { hash: _, ...fields } = entry;
            return isRehashed && name !== 'hash' ? { ...fields, hash: digest(fields) } : entry;
          };
          const damaged = {
            field: () => entries.with(place, rehashed({ ...own, [name]: other(own)[name] })),
            remove: () => entries.toSpliced(place, 1),
            swap: () => entries.with(place, next!).with(place + 1, own),
            truncate: () => entries.slice(0, place),
            rewrite: () => [
              ...entries.slice(0, place),
              ...appendEntries(headAfter(GENESIS, entries.slice(0, place)), [
                ...[own].map(({ seq: _, previous: __, hash: ___, ...event }) => ({
                  ...event,
                  actor: `${own.actor}x`,
                })),
                ...entries.slice(place + 1).map(({ seq: _, previous: __, hash: ___, ...event }) => event),
              ]),
            ],
          }[damage]();
          const found = await verifyLedger(lined(damaged), proofs);
          expect(found.ok).toBe(false);
          // One that bears a sound hash of its own may be blamed on its neighbour.
          if (!found.ok) expect(found.seq).toBeGreaterThanOrEqual(own.seq - (isRehashed ? 1 : 0));
          if (!found.ok && damage === 'field' && !isRehashed) expect(found.seq).toBe(own.seq);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is found in a checkpoint too, whatever of it is changed', async () => {
    const entries = appendEntriesOf(linesOf('intact.jsonl'));
    const checkpoint = signCheckpoint(
      entries[5]!,
      '2026-06-01T00:00:00.000Z',
      privateKey,
      keyIdOf(publicKey),
    );
    const withIt = (one: unknown): unknown[] =>
      lined(entries).toSpliced(6, 0, { kind: 'checkpoint', ...(one as object) });
    const proofs = { publicKeys: [publicKey] };
    expect(await verifyLedger(withIt(checkpoint), proofs)).toMatchObject({ ok: true, signed: checkpoint });
    for (const over of [
      { seq: 5 },
      { seq: 7 },
      { hash: '0'.repeat(64) },
      { at: '2026-06-01T00:00:00.001Z' },
      { keyId: 'x' },
      { signature: `${checkpoint.signature.slice(0, -4)}AAAA` },
      { signature: `${checkpoint.signature.slice(0, -1)}B` },
      { more: 1 },
    ])
      expect((await verifyLedger(withIt({ ...checkpoint, ...over }), proofs)).ok, JSON.stringify(over)).toBe(
        false,
      );
  });
});

describe('a long ledger', () => {
  it('is walked through without being held', async () => {
    let last = GENESIS;
    const endless = function* (): Generator<unknown> {
      for (let day = 0; day < 5000; day++) {
        const at = new Date(day * 60_000).toISOString();
        const [entry] = appendEntries(last, [
          { at, actor: 'job', type: 'ingest.run', subject: '', body: { day } },
        ]);
        last = entry!;
        yield { kind: 'entry', ...entry };
      }
    };
    expect(await verifyLedger(endless())).toMatchObject({ ok: true, entries: 5000 });
  });
});
