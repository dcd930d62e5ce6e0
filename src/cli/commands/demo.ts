import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { visible } from '../../reports/figures.ts';
import { DEMO_PEOPLE, makeDemoStore } from '../../workflows/demo-store.ts';
import { readConfiguration, readConfigurationFile, readMapping } from '../../workflows/read-settings.ts';
import { recommendFromFiles } from '../../workflows/recommend-from-files.ts';
import { codeDigest } from '../code-digest.ts';
import { wrap } from '../display-width.ts';
import { packageFile } from '../package-file.ts';
import { packageVersion } from '../package-version.ts';
import { recommendationsTable } from '../print-table.ts';
import { print, screen } from '../screen.ts';
import { SERVED, serveUntilSignalled } from '../serve-until-signalled.ts';
import { storePlace } from '../store-place.ts';
import { wholeNumber } from '../whole-number.ts';

const DATA = packageFile('data/');
const FILES = { decisions: `${DATA}decisions.parquet`, verdicts: `${DATA}verdicts.parquet` };

const WIDEST_PROSE = 100;

const HELP = `
Reads the bundled history, prints what it allows, makes a store of it in which a
board has begun to work, and serves the console until Ctrl-C. Anybody on this
machine may be whom they choose there: anna proposes, bo and cy vote, dora
administers, vera reads. It is the evening on which the history ends. Without
--db the store goes when the demo ends.

Examples:
  leeway demo
  leeway demo --print | less`;

interface Options {
  readonly db?: string;
  readonly port: string;
  readonly print?: true;
}

export function demoCommand(program: Command): void {
  program
    .command('demo')
    .description('the bundled history of a contact center: what it allows and why, and the console on it')
    .option('--print', 'print what it allows and why, and end')
    .option('--db <file>', 'keep the store here')
    .option('--port <number>', 'where to listen; 0 takes any that is free', '7150')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (options: Options) => {
      const port = wholeNumber('--port', options.port, 0);
      await print(await demo());
      if (options.print !== true) await serveDemo(port, options.db);
    });
}

/** Serves the console until somebody ends it. */
async function serveDemo(port: number, kept: string | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'leeway-demo-'));
  try {
    const { path } = storePlace(kept ?? join(folder, 'demo.duckdb'));
    const { configuration, file } = demoRules(folder);
    const madeBy = { leeway: packageVersion(), code: codeDigest() };
    process.stderr.write('leeway: making the store of the demo, a few seconds …\n');
    const end = Date.parse(await makeDemoStore(path, configuration, FILES, madeBy));
    // It is the evening on which the history ends, and time goes on from there.
    const ahead = Date.now() - end;
    await serveUntilSignalled({
      ...{ path, port, host: '127.0.0.1', isDemo: true },
      options: {
        ...SERVED,
        configuration,
        file,
        madeBy,
        actor: 'leeway demo',
        clock: () => Date.now() - ahead,
      },
      told: (url) => `\nThe console: ${url}\nCtrl-C ends it.\n`,
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The bundled rules in a file of the demo's own, with the people who are at work in it: they may be changed there. */
function demoRules(folder: string): ReturnType<typeof readConfigurationFile> {
  const path = join(folder, 'leeway.yaml');
  const people = Object.entries(DEMO_PEOPLE).map(([name, { roles }]) => `  ${name}: { roles: [${roles}] }\n`);
  const rules = readFileSync(`${DATA}leeway.yaml`, 'utf8');
  writeFileSync(path, `${rules}# Who is at work in this demo.\npeople:\n${people.join('')}`);
  return readConfigurationFile(path);
}

async function demo(): Promise<string> {
  const { report } = await recommendFromFiles({
    files: [FILES.decisions, FILES.verdicts],
    mapping: readMapping(null),
    configuration: readConfiguration(`${DATA}leeway.yaml`),
    asOf: null,
    firstLook: false,
    quarantineFile: null,
  });
  const shown = screen();
  const width = Math.min(shown.columns ?? WIDEST_PROSE, WIDEST_PROSE);
  const prose = (text: string, indent: string): string =>
    wrap(text, width - indent.length)
      .map((line) => `${indent}${line}\n`)
      .join('');
  const told = report.recommendations.map(
    (one) =>
      `${visible(one.domain)} (${visible(one.model)})\n${one.reasons.map((reason) => prose(visible(reason), '  ')).join('')}`,
  );
  return [
    prose(
      'A contact center, 120 days, twelve kinds of request: what its AI decided, how sure it was, and what people said of it afterwards. How far may the AI act alone?',
      '',
    ),
    recommendationsTable(report, shown),
    ...told,
    `Your own history, a file or several:\n  leeway recommend FILE… --risk 0.05\n`,
  ].join('\n');
}
