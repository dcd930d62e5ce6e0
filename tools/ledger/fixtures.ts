import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { LedgerEntry, LedgerEvent } from '../../src/contracts/ledger.ts';
import type { LedgerExport } from '../../src/contracts/ledger-export.ts';
import { appendEntries, GENESIS } from '../../src/governance/append-entries.ts';
import { keyIdOf, signCheckpoint } from '../../src/governance/checkpoint.ts';
import { canonicalJson } from '../../src/governance/digest.ts';

/** PKCS #8 of an Ed25519 key, up to its 32 bytes (RFC 8410). */
const ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A key for fixtures, made of a word that everybody may know: it signs nothing else. */
function keyOf(word: string): KeyObject {
  const key = Buffer.concat([ED25519, createHash('sha256').update(word).digest()]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}

const ours = keyOf('fixtures of the ledger');
const foreign = keyOf('a key that nobody was given');
const fixturePublicKey = createPublicKey(ours);

const events: readonly LedgerEvent[] = Array.from({ length: 10 }, (_, index) => ({
  at: new Date(Date.UTC(2026, 4, 1 + index, 9, 30)).toISOString(),
  actor: index % 3 === 0 ? 'nightly job' : 'Zoë Müller',
  type: index % 3 === 0 ? 'ingest.run' : 'proposal.commented',
  subject: index % 3 === 0 ? '' : 'billing/refund.issue',
  body:
    index % 3 === 0
      ? { run: index + 1, decisions: { added: 1200 + index, known: 0 }, share: 0.05, quarantined: null }
      : { words: `„ready“ \u2028 — ${index} %` },
}));

const entries = appendEntries(GENESIS, events);
const line = (entry: LedgerEntry): LedgerExport => ({ kind: 'entry', ...entry });
const signed = (entry: LedgerEntry | undefined, key = ours): LedgerExport => ({
  kind: 'checkpoint',
  ...signCheckpoint(entry ?? GENESIS, '2026-05-20T12:00:00.000Z', key, keyIdOf(createPublicKey(key))),
});

/** Lines with checkpoints after the fourth entry and the eighth, of the entries as they were. */
function lined(
  those: readonly LedgerEntry[],
  marks = [signed(entries[3]), signed(entries[7])],
): LedgerExport[] {
  return those.flatMap((entry) => [line(entry), ...marks.filter((mark) => mark.seq === entry.seq)]);
}

function changed(seq: number, over: Partial<LedgerEntry>): LedgerEntry[] {
  return entries.map((entry) => (entry.seq === seq ? { ...entry, ...over } : entry));
}

/** The same from an entry on, with another event in its place and all hashes made anew. */
function rewritten(seq: number, until = entries.length): LedgerEntry[] {
  const before = entries.slice(0, seq - 1);
  const others = events
    .slice(seq - 1, until)
    .map((event, index) => (index === 0 ? { ...event, actor: 'nobody' } : event));
  return [...before, ...appendEntries(before.at(-1) ?? GENESIS, others), ...entries.slice(until)];
}

function swapped(seq: number): LedgerEntry[] {
  const [one, other] = [entries[seq - 1], entries[seq]];
  return entries.flatMap((entry) => {
    if (entry === one) return other ?? [];
    return entry === other ? (one ?? []) : entry;
  });
}

const forged = signed(entries[3]);
const text = (lines: readonly LedgerExport[]): string =>
  lines.map((one) => `${canonicalJson(one)}\n`).join('');

/** File name and text of every fixture: one ledger that is whole, and one for each kind of damage. */
export function ledgerFixtures(): ReadonlyMap<string, string> {
  return new Map([
    ['public.pem', String(fixturePublicKey.export({ type: 'spki', format: 'pem' }))],
    ['intact.jsonl', text(lined(entries))],
    ['changed.jsonl', text(lined(changed(5, { actor: 'nobody' })))],
    ['renumbered.jsonl', text(lined(changed(5, { seq: 50 })))],
    ['removed.jsonl', text(lined(entries.filter(({ seq }) => seq !== 6)))],
    ['cut-short.jsonl', text([...lined(entries.slice(0, 5)), signed(entries[7])])],
    ['reordered.jsonl', text(lined(swapped(6)))],
    ['repeated.jsonl', text(lined([...entries.slice(0, 6), ...entries.slice(5)]))],
    ['rewritten-entry.jsonl', text(lined(rewritten(6, 6)))],
    ['rewritten-tail.jsonl', text(lined(rewritten(6)))],
    ['bad-signature.jsonl', text(lined(entries, [{ ...forged, at: '2026-05-21T12:00:00.000Z' }]))],
    ['unknown-key.jsonl', text(lined(rewritten(3), [signed(rewritten(3)[7], foreign)]))],
    ['unsigned.jsonl', text(lined(entries, []))],
    ['malformed.jsonl', text(lined(entries)).replace('"seq":7,', '"seq":"7",')],
    ['twice-named.jsonl', text(lined(entries)).replace('"run":4', '"run":40,"run":4')],
    ['cut-line.jsonl', text(lined(entries)).slice(0, -40)],
  ]);
}
