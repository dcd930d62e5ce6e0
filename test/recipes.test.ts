import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { Thresholds } from '../src/contracts/thresholds.ts';
import { builtCommand, ROOT } from './support/leeway.ts';
import { blocksOf } from './support/markdown.ts';

const blocks = new Map(
  blocksOf(readFileSync(join(ROOT, 'docs/recipes.md'), 'utf8')).map(({ title, lines }) => [
    title,
    lines.join('\n'),
  ]),
);
const textOf = (title: string): string => blocks.get(title) ?? expect.fail(`${title}: no such block`);

const Step = z.strictObject({
  ...{
    uses: z.string().optional(),
    run: z.string().optional(),
    name: z.string().optional(),
    id: z.string().optional(),
  },
  with: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.string()).optional(),
});
const Workflow = z.looseObject({
  on: z.record(z.string(), z.unknown()),
  env: z.record(z.string(), z.string()),
  jobs: z.record(z.string(), z.looseObject({ steps: z.array(Step) })),
});

const home = mkdtempSync(join(tmpdir(), 'leeway-recipes-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const at = (...names: string[]) => join(home, ...names);
const lib = at('var/lib/leeway');

/** Runs shell text with the places of the recipes in a folder of the test. */
function shell(script: string, env: Readonly<Record<string, string>> = {}, cwd = lib): string {
  const text = script.replaceAll('/var/lib/leeway', lib).replaceAll('/etc/leeway', at('etc/leeway'));
  const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', text], {
    ...{ cwd, encoding: 'utf8', timeout: 150_000 },
    env: {
      ...{ PATH: `${at('bin')}:${process.env['PATH']}`, HOME: home, TZ: 'UTC', LC_ALL: 'C' },
      ...{ LEEWAY_DB: join(lib, 'leeway.duckdb'), ...env },
    },
  });
  expect(status, `${script}\n${stderr}`).toBe(0);
  return stdout;
}

/** What a runner does with the steps of a workflow, but for those that others wrote. */
function work(title: string, repository: string, env: Readonly<Record<string, string>>): void {
  for (const { steps } of Object.values(Workflow.parse(parse(textOf(title))).jobs))
    for (const step of steps) {
      const own = Object.keys(step.env ?? {}).map((name) => [
        name,
        env[name] ?? expect.fail(`${name}: unknown`),
      ]);
      if (step.run !== undefined) shell(step.run, { ...runner(), ...Object.fromEntries(own) }, repository);
    }
}

function runner(): Record<string, string> {
  mkdirSync(at('temp'), { recursive: true });
  return { GITHUB_STEP_SUMMARY: at('summary.md'), RUNNER_TEMP: at('temp') };
}

const policies = () =>
  Thresholds.parse(JSON.parse(readFileSync(join(lib, 'public/thresholds.json'), 'utf8'))).policies;

/** 900 decisions of the last two months that people agreed with. */
function history(): string {
  const first = Date.now() - 63 * 86_400_000;
  return Array.from({ length: 900 }, (_, n) => {
    const time = (hours: number) => new Date(first + n * 90 * 60_000 + hours * 3_600_000).toISOString();
    return `${JSON.stringify({
      ...{
        decision_id: `T-${n}`,
        domain: 'address-change',
        model: 'agent-1',
        confidence: 0.9 + (n % 9) / 100,
      },
      ...{ decided_at: time(0), reviewed_at: time(2), verdict: 'agree', reviewer_id: 'r' },
    })}\n`;
  }).join('');
}

beforeAll(() => {
  for (const folder of [
    'bin',
    'etc/leeway',
    'etc/leeway-keys',
    'var/lib/leeway/inbox',
    'var/lib/leeway/public',
  ])
    mkdirSync(at(folder), { recursive: true });
  const program = (name: string, text: string) =>
    writeFileSync(at('bin', name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
  program('leeway', `exec "${process.execPath}" "${builtCommand()}" "$@"`);
  // A pull request is GitHub's: what it is given is kept.
  program(
    'gh',
    `printf '%s\\n' "$*" >> "${at('requests')}"; cat "$RUNNER_TEMP/body.md" >> "${at('requests')}"`,
  );
  const rules = `${readFileSync(join(ROOT, 'data/leeway.yaml'), 'utf8')}people:\n  lea: { roles: [board] }\n`;
  writeFileSync(at('etc/leeway/leeway.yaml'), rules);
  writeFileSync(join(lib, 'inbox/decisions.jsonl'), history());
  shell('leeway init');
});

describe('the recipe for GitHub Actions', () => {
  it('opens a pull request once, and its merge puts into force what was read', () => {
    shell(`git init --quiet --bare --initial-branch=main origin.git && git clone --quiet origin.git repository 2>&1
      cd repository && git checkout --quiet -B main && cp /etc/leeway/leeway.yaml . && git add leeway.yaml
      git config user.name test && git config user.email test@example.com
      git commit --quiet --message begin && git push --quiet origin main`);
    const repository = join(lib, 'repository');
    const nightly = { GH_TOKEN: 't', PACKETS: 'https://example.com/packets' };
    work('.github/workflows/leeway-nightly.yml', repository, nightly);
    expect(policies()).toEqual([]);
    const asked = readFileSync(at('requests'), 'utf8');
    expect(asked).toMatch(/^pr create --base main --head leeway\/P-0001 --title .*address-change/);
    expect(asked).toMatch(/acts from +– → 0\.9/);
    expect(asked).toContain('Packet: https://example.com/packets');
    expect(readFileSync(join(repository, 'packets/P-0001.html'), 'utf8')).toContain('<html');
    shell('git switch --quiet main', {}, repository);
    work('.github/workflows/leeway-nightly.yml', repository, nightly);
    expect(readFileSync(at('requests'), 'utf8')).toBe(asked);
    const before = shell('git rev-parse main', {}, repository).trim();
    shell(
      'git switch --quiet main && git merge --quiet --no-ff --message merge origin/leeway/P-0001',
      {},
      repository,
    );
    const after = shell('git rev-parse main', {}, repository).trim();
    work('.github/workflows/leeway-apply.yml', repository, { BEFORE: before, AFTER: after, WHO: 'lea' });
    expect(policies()).toMatchObject([{ domain: 'address-change', approvedBy: ['lea'] }]);
    expect(readFileSync(at('summary.md'), 'utf8')).toContain('activated');
    expect(existsSync(join(lib, 'public/flags.json'))).toBe(true);
  });

  it('lets its workflows run where and when it says', () => {
    const [nightly, apply] = ['nightly', 'apply'].map((name) =>
      Workflow.parse(parse(textOf(`.github/workflows/leeway-${name}.yml`))),
    );
    expect(Object.keys(nightly?.on ?? {})).toEqual(['schedule', 'workflow_dispatch']);
    expect(apply?.on).toEqual({ push: { branches: ['main'], paths: ['proposals/*.json'] } });
    // What comes from outside is a variable, never part of a script.
    for (const flow of [nightly, apply])
      for (const { steps } of Object.values(flow?.jobs ?? {}))
        for (const { run = '' } of steps) expect(run).not.toContain('${{');
  });
});

describe('the recipe for systemd', () => {
  it('runs what its service names, one after the other', () => {
    const service = textOf('/etc/systemd/system/leeway.service');
    const commands = [...service.matchAll(/^ExecStart(?:Pre)?=\/usr\/bin\/(.*)$/gm)].map(
      ([, line = '']) => line,
    );
    expect(commands).toHaveLength(2);
    for (const command of commands) shell(command);
    // The next night is not in the way of the last one.
    for (const command of commands) shell(command);
    expect(readFileSync(join(lib, 'public/leeway.prom'), 'utf8')).toContain(
      '# TYPE leeway_export_info gauge',
    );
    expect(textOf('/etc/systemd/system/leeway.timer')).toMatch(/^OnCalendar=\*-\*-\* \d\d:\d\d$/m);
  });
});

const CronJob = z.looseObject({
  kind: z.literal('CronJob'),
  spec: z.looseObject({
    concurrencyPolicy: z.literal('Forbid'),
    jobTemplate: z.looseObject({
      spec: z.looseObject({
        template: z.looseObject({
          spec: z.looseObject({
            containers: z.tuple([
              z.looseObject({
                command: z.tuple([z.literal('/bin/sh'), z.literal('-euc')]),
                args: z.tuple([z.string()]),
                volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })),
              }),
            ]),
            volumes: z.array(z.looseObject({ name: z.string() })),
          }),
        }),
      }),
    }),
  }),
});

describe('the recipe for Kubernetes', () => {
  it('runs its script, and mounts what the script names', () => {
    const { containers, volumes } = CronJob.parse(parse(textOf('leeway-cronjob.yaml'))).spec.jobTemplate.spec
      .template.spec;
    const [{ args, volumeMounts }] = containers;
    for (const use of ['ledger', 'opa']) shell(`leeway ledger keygen --out /etc/leeway-keys --for ${use}`);
    shell(args[0]);
    shell(args[0]);
    expect(
      shell(
        'leeway export verify /var/lib/leeway/public/leeway.tar.gz --key /etc/leeway-keys/opa-public.pem',
      ),
    ).toContain('signed');
    const places = [...args[0].matchAll(/(\/(?:var\/lib|etc)\/[\w-]+)\//g)].map(([, place]) => place);
    expect(new Set(volumeMounts.map(({ mountPath }) => mountPath))).toEqual(new Set(places));
    expect(volumes.map(({ name }) => name)).toEqual(volumeMounts.map(({ name }) => name));
  });
});
