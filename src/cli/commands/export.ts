import type { Command } from 'commander';
import { Problem } from '../../contracts/problem.ts';
import { ExportFormat } from '../../contracts/thresholds.ts';
import { counted, visible } from '../../reports/figures.ts';
import { checkExport } from '../../workflows/exports/check-export.ts';
import { exportFromStore, publishExport } from '../../workflows/exports/publish-export.ts';
import { verifyExport } from '../../workflows/exports/verify-export.ts';
import { readPrivateKey, readPublicKey } from '../../workflows/ledger-keys.ts';
import { exportedByServer, publishFromServer } from '../export-from-server.ts';
import { outputFile } from '../output-file.ts';
import { print } from '../screen.ts';
import { serverUrl, URL_OPTION, type Where } from '../server-url.ts';
import { DB_OPTION, storePlace } from '../store-place.ts';

interface Options extends Where {
  readonly format?: ExportFormat;
  readonly out?: string;
  readonly check?: string;
  readonly sign?: string;
}

const HELP = `
Writes the policies in force, whole each time: what people have approved, that
has not run out, from a ledger that is whole. The same policies are the same
bytes; a file that is the same already is left alone, and another one is there
whole or as it was before. What --out publishes goes into the ledger first;
without it the text is printed, and nothing is recorded.

  json        thresholds.json, for leeway gate --policies and leeway/gate
  yaml, csv   the same for settings and spreadsheets
  env         variables for a shell; a threshold over 1 is never reached
  flagd       flags for OpenFeature: each domain's level for one decision
  prometheus  metrics for a text file collector
  junit       a test a domain: fails where authority ran out or was lost
  launchdarkly  flag values: each domain's policy, for leeway/gate
  a2i         activation conditions for flows of Amazon A2I, by domain
  opa         a bundle for Open Policy Agent, whose data.leeway.route answers
              as the gate does. Its signature is inside, and needs a key for
              OPA, such as leeway ledger keygen makes

Options of the command above:
  --key <file>             verify: the public key, in PEM

Examples:
  leeway export --format json --out thresholds.json
  leeway export --format flagd --out flags.json --sign ledger-private.pem
  leeway export --format opa --out leeway.tar.gz --sign keys/opa-private.pem
  leeway export --format json --check https://example.com/thresholds.json
  leeway export verify thresholds.json --key ledger-public.pem

Exit codes:
  0  done            2  wrong usage
  1  a fault         3  the store cannot be opened
  7  the ledger is broken, or what was checked differs`;

const VERIFY_HELP = `
Reads FILE and FILE.jws, a detached JWS (Ed25519), and nothing else; a bundle
for OPA has its signature inside. What was revoked since then leeway export
--check finds, which asks the store.

Examples:
  leeway export verify thresholds.json --key ledger-public.pem

Exit codes:
  0  signed by this key, and nothing in it has run out
  2  wrong usage
  7  not signed, changed since then, or a policy in it has run out`;

export function exportCommand(program: Command): void {
  const command = program
    .command('export')
    .description('publish the policies in force for other programs')
    .enablePositionalOptions()
    .option(...DB_OPTION)
    .option(...URL_OPTION)
    .addOption(program.createOption('--format <format>', 'what is to read it').choices(ExportFormat.options))
    .option('--out <file>', 'where to write (default: standard output)')
    .option('--check <file|url>', 'compare with it instead, and write nothing')
    .option('--sign <key>', 'sign it with this private key (PEM), into FILE.jws')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(exportOnce);
  command
    .command('verify <file>')
    .description('check the signature of an exported file')
    .requiredOption('--key <file>', 'the public key, in PEM')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', VERIFY_HELP)
    .action(async (file: string, { key }: { readonly key: string }) => {
      const now = new Date().toISOString();
      const { expiresAt } = await verifyExport(file, readPublicKey(key, ['ledger', 'opa']), now);
      const until = expiresAt === null ? '' : `, and holds until ${expiresAt}`;
      await print(`${visible(file)}: signed by this key${until}\n`);
    });
}

async function exportOnce({ format, out, check, sign, ...where }: Options): Promise<void> {
  if (format === undefined)
    throw new Problem('usage', `--format: none is given; take one of ${ExportFormat.options.join(', ')}`);
  if (check !== undefined && (out !== undefined || sign !== undefined))
    throw new Problem('usage', '--check: writes nothing; leave --out and --sign out');
  const [server, place] = [serverUrl(where), storePlace(where.db)];
  const inForce = () => (server === null ? exportFromStore(place, format) : exportedByServer(server, format));
  if (check !== undefined) {
    const exported = await inForce();
    await checkExport(exported, check);
    await print(
      `${visible(check)}: is what is in force (${counted(exported.thresholds.policies.length, 'domain')})\n`,
    );
    return;
  }
  const path = outputFile('--out', out, server === null ? [place.path] : [], 'thresholds.json');
  if (path === null) {
    if (sign !== undefined)
      throw new Problem('usage', '--sign: name a file with --out; FILE.jws goes beside it');
    if (format === 'opa')
      throw new Problem('usage', '--format opa: is no text; name a file with --out, such as leeway.tar.gz');
    await print((await inForce()).bytes.toString());
    return;
  }
  const privateKey = sign === undefined ? null : readPrivateKey(sign, [format === 'opa' ? 'opa' : 'ledger']);
  const { isNew, thresholds } =
    server === null
      ? await publishExport(place, { format, path, privateKey })
      : await publishFromServer(server, { format, path, privateKey });
  const domains = counted(thresholds.policies.length, 'domain');
  await print(`${visible(path)}: ${domains}, ${isNew ? 'published' : 'as published before'}\n`);
}
