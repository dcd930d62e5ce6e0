import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { commandsMarkdown } from '../../tools/reference/commands.ts';
import { labelsNeededMarkdown, neededEveryNight, neededOnce } from '../../tools/reference/labels-needed.ts';
import { routesMarkdown } from '../../tools/reference/routes.ts';
import { leeway } from '../support/in-process.ts';
import { ROOT } from '../support/leeway.ts';
import { blocksOf } from '../support/markdown.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

describe('the reference', () => {
  it('has the help of every command as it is printed; `npm run schema` writes it', async () => {
    expect(await commandsMarkdown(async (args) => (await leeway(args)).out)).toBe(
      read('docs/reference/cli.md'),
    );
  });

  it('has every route as the server describes it; `npm run schema` writes it', () => {
    expect(routesMarkdown(read('docs/openapi.json'))).toBe(read('docs/reference/http.md'));
  });

  it('has the verdicts that it takes, as the functions say that decide', () => {
    const page = read('docs/limits-and-deltas.md');
    expect(page).toContain(`<!-- labels needed -->\n\n${labelsNeededMarkdown()}\n\n<!-- /labels needed -->`);
    expect(neededOnce(0, 0.05)).toBe(59);
    expect(neededEveryNight(0, 0.05)).toBeGreaterThan(neededOnce(0, 0.05));
  });

  it('raises alerts on metrics that there are', () => {
    const block = blocksOf(read('docs/operating.md')).find(({ title }) => title === 'alerts.yaml');
    const Rules = z.object({
      groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
    });
    const { groups } = Rules.parse(parse(block?.lines.join('\n') ?? ''));
    const said = read('docs/serving.md');
    const named = groups.flatMap(({ rules }) =>
      rules.flatMap(({ expr }) => expr.match(/leeway_[a-z_]+/g) ?? []),
    );
    expect(named.length).toBeGreaterThan(5);
    for (const name of named) expect(said, name).toContain(`\`${name.replace(/_bucket$/, '')}`);
  });
});
