import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { LedgerHead } from '../../contracts/ledger.ts';
import { LedgerCheckpoint, type LedgerVerification } from '../../contracts/ledger-export.ts';
import { Problem } from '../../contracts/problem.ts';
import { visible } from '../../reports/figures.ts';
import { verifyLedgerFile, verifyLedgerLines, verifyStoreLedger } from '../../workflows/check-ledger.ts';
import { readPublicKey } from '../../workflows/ledger-keys.ts';
import { EXIT } from '../fail.ts';
import { linesOfServer } from '../ledger-lines.ts';
import { wholeText } from '../print-ledger.ts';
import { print } from '../screen.ts';
import { serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface Options extends Where {
  readonly key: readonly string[];
  readonly checkpoint: readonly string[];
  readonly anchor?: string;
  readonly format: 'table' | 'json';
}

type Proofs = Parameters<typeof verifyLedgerFile>[1];

const HELP = `
Reads the ledger of a store, or an exported one, of which nothing else is
needed. With --key, every checkpoint must be signed with one of the keys, and
one at least must be there. What came after the last checkpoint and the anchor
is chained, but whoever has the file could have written it anew.

Examples:
  leeway ledger verify
  leeway ledger verify ledger.jsonl --key ledger-public.pem
  leeway ledger verify --anchor 812:6b86b273ff34fce19d6b804eff5a3f57…

Exit codes:
  0  whole           2  wrong usage
  1  a fault         3  the store or the file cannot be opened
  7  broken; the first entry that does not hold is named`;

export function ledgerVerifyCommand(ledger: Command): void {
  const several = (value: string, before: readonly string[]): readonly string[] => [...before, value];
  ledger
    .command('verify')
    .description('say whether the ledger is whole, or the first entry that does not hold')
    .argument('[file]', 'what leeway ledger export wrote (default: the store)')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .option('--key <file>', 'a public key, in PEM; may be given several times', several, [])
    .option('--anchor <seq:hash>', 'an entry and its hash, as leeway ledger anchor printed them once')
    .option(
      '--checkpoint <file>',
      'a checkpoint that was kept elsewhere, as leeway ledger checkpoint printed it',
      several,
      [],
    )
    .addOption(
      ledger.createOption('--format <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(run);
}

async function run(file: string | undefined, options: Options): Promise<void> {
  if (file !== undefined && (options.db !== undefined || options.url !== undefined))
    throw new Problem('usage', `${file}: a file is verified by itself; leave --db and --url out`);
  const proofs: Proofs = {
    publicKeys: options.key.map((path) => readPublicKey(path)),
    checkpoints: options.checkpoint.map(checkpointIn),
    ...(options.anchor !== undefined && { anchor: anchorIn(options.anchor) }),
  };
  const { place, verification } = await verified(file, options, proofs);
  if (options.format === 'json') {
    await print(`${JSON.stringify(verification, null, 2)}\n`);
    process.exitCode = verification.ok ? EXIT.done : EXIT.checkFailed;
    return;
  }
  if (!verification.ok)
    throw new Problem('check-failed', `${place}: the ledger is broken: ${verification.sentence}`);
  await print(wholeText(place, verification));
}

async function verified(
  file: string | undefined,
  options: Options,
  proofs: Proofs,
): Promise<{ readonly place: string; readonly verification: LedgerVerification }> {
  if (file !== undefined) return { place: file, verification: await verifyLedgerFile(file, proofs) };
  const server = serverUrl(options);
  if (server !== null)
    return { place: server.origin, verification: await verifyLedgerLines(linesOfServer(server), proofs) };
  const place = storePlace(options.db);
  return { place: place.path, verification: await verifyStoreLedger(place, proofs) };
}

function anchorIn(text: string): LedgerHead {
  const [, seq, hash] = /^(\d+):([0-9a-f]+)$/.exec(text.trim()) ?? [];
  const { data } = LedgerHead.safeParse({ seq: Number(seq), hash });
  if (data === undefined || data.seq === 0)
    throw new Problem(
      'usage',
      `--anchor ${text}: not an entry and its hash, as leeway ledger anchor prints them`,
    );
  return data;
}

function checkpointIn(path: string): LedgerCheckpoint {
  const refuse = (reason: string): Problem =>
    new Problem('usage', `--checkpoint ${visible(path)}: ${reason}`);
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw refuse(
      error instanceof SyntaxError ? 'holds no JSON' : 'there is no such file, or it may not be read',
    );
  }
  const { data } = LedgerCheckpoint.safeParse(value);
  if (data === undefined)
    throw refuse('holds no checkpoint, as leeway ledger checkpoint --format json prints it');
  return data;
}
