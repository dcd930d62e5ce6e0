import { StringDecoder } from 'node:string_decoder';
import type { Command } from 'commander';
import { Problem } from '../../contracts/problem.ts';
import { counted } from '../../reports/figures.ts';
import { openGate, type Route, readSalt } from '../../workflows/open-gate.ts';
import { routeLine } from '../../workflows/route-line.ts';
import { instant } from '../instant.ts';
import { routeText } from '../route-words.ts';
import { print } from '../screen.ts';

interface Options {
  readonly policies: string;
  readonly saltFile?: string;
  readonly asOf?: string;
  readonly confidence?: string;
  readonly model?: string;
  readonly amount?: string;
  readonly trigger?: readonly string[];
  readonly segment?: readonly string[];
  readonly id?: string;
  readonly format: 'table' | 'json';
  readonly quiet?: boolean;
}

const WRITTEN: Readonly<Record<Options['format'], (domain: string, route: Route) => string>> = {
  table: routeText,
  json: (_domain, route) => `${JSON.stringify(route, null, 2)}\n`,
};

const HELP = `
Without a domain it reads decisions as JSON lines from standard input, and
writes each with route, review_probability, policy, audit and route_reason,
as leeway ingest reads them. Where anything is missing, unknown or expired,
a person decides. The same salt and id draw the same audit again; a salt
that others know lets them tell which decisions nobody will see.

Examples:
  leeway gate refunds --confidence 0.97 --id T-1001 --policies policies.json
  leeway gate --policies policies.json < decisions.jsonl > routed.jsonl

Exit codes:
  0  done, whatever the level      2  wrong usage or configuration`;

export function gateCommand(program: Command): void {
  const gather = (value: string, before: readonly string[] = []): string[] => [...before, value];
  program
    .command('gate')
    .description('say by the approved policies whether the AI may act on a decision, or on each of a stream')
    .argument('[domain]', 'of one decision (without: JSON lines on standard input)')
    .optionsGroup('What is allowed:')
    .requiredOption('--policies <file>', 'JSON: a list of policies, or {"version":1,"policies":[…]}')
    .option('--salt-file <file>', 'secret of the audit draw (default: LEEWAY_SALT)')
    .option('--as-of <time>', 'route as of this time (default: now)')
    .optionsGroup('The decision:')
    .option('--confidence <share>', "the AI's probability that this very answer is right")
    .option('--id <id>', 'its name, which decides the audit draw')
    .option('--model <name>', 'the whole AI (default: unversioned)')
    .option('--amount <number>', 'what it is about, in money')
    .option('--trigger <word>', 'a trigger; once for each', gather)
    .option('--segment <column=value>', 'a column by which the domain is sliced; once for each', gather)
    .optionsGroup('What is said:')
    .addOption(
      program
        .createOption('--format <format>', 'how to print one decision')
        .choices(Object.keys(WRITTEN))
        .default('table'),
    )
    .option('--quiet', 'print results only')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', HELP)
    .action(async (domain: string | undefined, options: Options) => {
      await (domain === undefined ? routeStream(options) : routeOne(domain, options));
    });
}

async function routeOne(domain: string, options: Options): Promise<void> {
  const { confidence, amount, model, trigger, segment = [], id } = options;
  const decision = {
    domain,
    confidence: confidence === undefined ? null : number('--confidence', confidence),
    amount: amount === undefined ? null : number('--amount', amount),
    model,
    triggers: trigger,
    segments: Object.fromEntries(segment.map(columnAndValue)),
    decisionId: id,
  };
  await print(WRITTEN[options.format](domain, gateOf(options).route(decision)));
}

async function routeStream(options: Options): Promise<void> {
  const ofOne = ['confidence', 'id', 'model', 'amount', 'trigger', 'segment'] as const;
  const option = ofOne.find((name) => options[name] !== undefined);
  if (option !== undefined)
    throw new Problem('usage', `--${option}: is of one decision; name its domain, or leave it out`);
  const gate = gateOf(options);
  const clock = clockOf(options);
  const decoder = new StringDecoder('utf8');
  let [rest, refused] = ['', 0];
  const route = async (lines: readonly string[]): Promise<void> => {
    const decidedAt = new Date(clock()).toISOString();
    const routed = lines.filter((line) => line.trim() !== '').map((line) => routeLine(gate, line, decidedAt));
    refused += routed.filter(({ isDecision }) => !isDecision).length;
    if (routed.length > 0) await print(routed.map(({ text }) => `${text}\n`).join(''));
  };
  for await (const chunk of process.stdin) {
    const lines = `${rest}${decoder.write(chunk)}`.split('\n');
    rest = lines.pop() ?? '';
    await route(lines);
  }
  await route([`${rest}${decoder.end()}`]);
  if (refused > 0 && options.quiet !== true)
    process.stderr.write(`leeway: ${counted(refused, 'line')} held no JSON object: sent to a person\n`);
}

function gateOf(options: Options): ReturnType<typeof openGate> {
  const { policies, saltFile } = options;
  const secret = saltFile === undefined ? process.env['LEEWAY_SALT'] : readSalt(saltFile);
  const salt = secret === undefined || secret === '' ? null : secret;
  return openGate({ policiesFile: policies, salt, now: clockOf(options) });
}

function clockOf({ asOf }: Options): () => number {
  if (asOf === undefined) return Date.now;
  const at = Date.parse(instant('--as-of', asOf));
  return () => at;
}

function number(flag: string, value: string): number {
  const read = Number(value);
  if (value.trim() !== '' && Number.isFinite(read)) return read;
  throw new Problem('usage', `${flag} ${value}: not a number; give one such as 0.97`);
}

function columnAndValue(text: string): [string, string] {
  const [, column, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (column !== undefined && value !== undefined) return [column, value];
  throw new Problem('usage', `--segment ${text}: name column and value, for example --segment language=nl`);
}
