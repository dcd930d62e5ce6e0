import type { Command } from 'commander';
import { Problem } from '../../contracts/problem.ts';
import { pullEvidence } from '../../workflows/pull-evidence.ts';
import { readWarehouse } from '../../workflows/read-settings.ts';
import { type CountOptions, countOptions, countRequest, printCounted } from '../count-options.ts';
import { countingOf } from '../counting-of.ts';
import { engineUrl, sourcePassword } from '../engine-url.ts';

interface Options extends CountOptions {
  readonly source: string;
}

const HELP = `
LEEWAY_SOURCE_URL names the engine and its user: http://user@host:8123/database
(or https) for ClickHouse, postgres://user@host/database for PostgreSQL;
LEEWAY_SOURCE_PASSWORD has the password. Neither is kept or shown. The engine
is only read, and only days that may have changed are asked for again. Ctrl-C
cancels the statement on the server and leaves the store as it was.

Examples:
  leeway evidence pull --source warehouse.yaml
  leeway evidence pull --source warehouse.yaml --until 2026-06-01 --timeout 2h
  leeway evidence pull --source warehouse.yaml --url http://127.0.0.1:7150

Exit codes:
  0  done            2  wrong usage or configuration
  1  a fault         3  refused: the engine, its answers or the store`;

export function evidencePullCommand(evidence: Command): void {
  const command = evidence
    .command('pull')
    .description('have ClickHouse or PostgreSQL count decisions, and take the counts')
    .requiredOption('--source <file>', 'YAML that says where decisions and verdicts are, and their columns');
  countOptions(command)
    .addHelpText('after', HELP)
    .action((options: Options) =>
      printCounted(options, async (signal) => {
        const { timeoutMs, ...request } = countRequest(options);
        return pullEvidence(await countingOf(options), {
          ...request,
          connection: { url: sourceUrl(), password: sourcePassword(), timeoutMs, signal },
          warehouse: readWarehouse(options.source),
        });
      }),
    );
}

function sourceUrl(): URL {
  const text = process.env['LEEWAY_SOURCE_URL'] ?? '';
  if (text !== '') return engineUrl('LEEWAY_SOURCE_URL', text);
  throw new Problem(
    'usage',
    'LEEWAY_SOURCE_URL: not set; give the engine, for example http://reader@127.0.0.1:8123/default',
  );
}
