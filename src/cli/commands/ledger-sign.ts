import { generateKeyPairSync } from 'node:crypto';
import type { Command } from 'commander';
import { LedgerPage } from '../../contracts/ledger-export.ts';
import { Problem } from '../../contracts/problem.ts';
import type { Server } from '../../http/client.ts';
import { visible } from '../../reports/figures.ts';
import { type KeyUse, readPrivateKey, writeKeys } from '../../workflows/ledger-keys.ts';
import { anchorOfStore, signStoreLedger } from '../../workflows/sign-ledger.ts';
import { answerOf } from '../answer-of.ts';
import { print } from '../screen.ts';
import { serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface CheckpointOptions extends Where {
  readonly key: string;
  readonly format: 'table' | 'json';
}

const CODES = `
Exit codes:
  0  done            2  wrong usage
  1  a fault         3  the store cannot be opened`;

const ANCHOR_HELP = `
Publish it where whoever holds the store cannot change it: a ticket, the minutes
of the board, a mail. From then on nothing before it can be rewritten unseen.

Examples:
  leeway ledger anchor
  leeway ledger anchor --url http://127.0.0.1:7150
${CODES}`;

const CHECKPOINT_HELP = `
Signs the last entry, and with it all before it. The checkpoint stays in the
store and is printed: keep it elsewhere too. A broken ledger is not signed. The
key never leaves this machine: with --url the whole ledger is read and verified
here, and the server, which takes that from an administrator, gets the signature.

Examples:
  leeway ledger checkpoint --key ledger-private.pem
  leeway ledger checkpoint --key ledger-private.pem --format json > may.json
  leeway ledger checkpoint --key ledger-private.pem --url http://127.0.0.1:7150
${CODES}
  7  the ledger is broken, and was not signed`;

const KEYGEN_HELP = `
Writes ledger-private.pem, which only its owner may read, and ledger-public.pem,
which auditors need. Keep the private key where the store is not: whoever holds
both can write another ledger and sign it. With --for opa they are
opa-private.pem and opa-public.pem (ES256), and sign bundles of leeway export.

Examples:
  leeway ledger keygen --out keys
  leeway ledger keygen --out keys --for opa
${CODES}`;

export function ledgerAnchorCommand(ledger: Command): void {
  ledger
    .command('anchor')
    .description('print the last entry and its hash, to publish elsewhere')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', ANCHOR_HELP)
    .action(async (options: Where) => {
      const server = serverUrl(options);
      const { seq, hash } =
        server === null ? await anchorOfStore(storePlace(options.db)) : await headOf(server);
      if (seq === 0) throw new Problem('usage', 'the ledger is empty: there is nothing to publish yet');
      await print(`${seq}:${hash}\n`);
    });
}

export function ledgerCheckpointCommand(ledger: Command): void {
  ledger
    .command('checkpoint')
    .description('sign where the ledger ends')
    .requiredOption('--key <file>', 'the private key, in PEM')
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .addOption(
      ledger.createOption('--format <format>', 'how to print').choices(['table', 'json']).default('table'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', CHECKPOINT_HELP)
    .action(async ({ key: file, format, ...where }: CheckpointOptions) => {
      const key = readPrivateKey(file);
      const [server, place] = [serverUrl(where), storePlace(where.db)];
      const { checkpoint, isNew } =
        server === null
          ? await signStoreLedger(place, key)
          : await (await import('../sign-on-server.ts')).signLedgerOnServer(server, key, place.now);
      const { seq, hash, keyId } = checkpoint;
      await print(
        format === 'json'
          ? `${JSON.stringify(checkpoint)}\n`
          : `${seq}:${hash} ${isNew ? 'is signed' : 'was signed before'} with the key ${keyId}\n`,
      );
    });
}

export function ledgerKeygenCommand(ledger: Command): void {
  ledger
    .command('keygen')
    .description('make a pair of keys for checkpoints (Ed25519)')
    .requiredOption('--out <folder>', 'where to write them; made where there is none')
    .addOption(
      ledger.createOption('--for <use>', 'what they sign').choices(['ledger', 'opa']).default('ledger'),
    )
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', KEYGEN_HELP)
    .action(async ({ out, for: use }: { readonly out: string; readonly for: KeyUse }) => {
      const pair =
        use === 'opa' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('ed25519');
      const { privateKey, publicKey, keyId } = writeKeys(out, pair, use);
      const verifier = use === 'opa' ? 'OPA, as the key of that name' : 'auditors';
      await print(
        `${visible(privateKey)}: signs; keep it where the store is not\n${visible(publicKey)}: verifies; give it to ${verifier}\nthe key is called ${keyId}\n`,
      );
    });
}

async function headOf(server: Server): Promise<LedgerPage['head']> {
  return (await answerOf(server, '/v1/ledger?limit=1', LedgerPage)).head;
}
