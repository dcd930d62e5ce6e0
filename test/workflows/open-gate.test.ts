import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { routeText } from '../../src/cli/route-words.ts';
import { openGate, readSalt } from '../../src/workflows/open-gate.ts';
import { routeLine } from '../../src/workflows/route-line.ts';
import { policy, SALT } from '../support/policy.ts';

const folder = mkdtempSync(join(tmpdir(), 'leeway-policies-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const NOW = '2026-05-04T09:12:00Z';

function put(content: unknown): string {
  const path = join(folder, 'policies.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}
const open = (content: unknown, salt: string | null = SALT) =>
  openGate({ policiesFile: put(content), salt, now: NOW });
const refusal = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? error.message.replace(`${folder}/`, '') : '';
  }
  return expect.fail('not refused');
};

describe('a gate over a file', () => {
  const decision = { domain: 'refunds', confidence: 0.97, model: 'agent-1', amount: 40, decisionId: 'T-1' };

  it('takes a list of policies, or a file of version 1 whatever else is in it', () => {
    for (const content of [[policy()], { version: 1, policies: [policy()], revision: 'r' }])
      expect(open(content).route(decision).reason).toBe('autonomous_threshold');
    // Times as people write them.
    const byHand = { ...policy(), validFrom: '2026-01-01', expiresAt: '2027-01-01 00:00Z' };
    expect(open([byHand]).route(decision).level).toBe('autonomous');
  });

  it('wants a salt only where the AI may act', () => {
    const nothing = policy({ autonomous: null, onTheLoop: null });
    expect(open([nothing], null).route(decision).level).toBe('in-the-loop');
    expect(refusal(() => open([policy()], null))).toMatch(
      /^policies\.json: lets the AI act, and without a salt nobody can draw audits; give --salt-file FILE or LEEWAY_SALT, .* \(openssl rand -hex 32 makes one\)$/,
    );
    expect(refusal(() => open([policy()], 'short'))).toMatch(/^the salt is shorter than 16 characters; give/);
    writeFileSync(join(folder, 'salt.txt'), `${SALT}\n`);
    expect(readSalt(join(folder, 'salt.txt'))).toBe(SALT);
    expect(refusal(() => readSalt(join(folder, 'none.txt')))).toBe(
      'none.txt: cannot be read; check the name',
    );
  });

  it.each([
    ['no JSON', 'is no JSON; name the policies as leeway writes them'],
    [{ version: 2, policies: [] }, 'is neither a JSON array of policies nor {"version":1,"policies":[…]}'],
    [[policy(), 3], /^policies\.json: policy 2: top level: /],
    [
      [policy({ onTheLoop: { threshold: 0.99, auditRate: 1 } })],
      /policy 1: autonomous\.threshold: is below that of onTheLoop, 0\.99/,
    ],
    [[policy(), policy({ version: 8 })], 'refunds has two policies; leave the one that is in force'],
  ])('refuses %j and says what is wrong', (content, message) => {
    const said = refusal(() => open(content));
    if (typeof message === 'string') expect(said).toBe(`policies.json: ${message}`);
    else expect(said).toMatch(message);
  });
});

describe('a line of a stream', () => {
  it('is routed by its columns, and by those in its segments', () => {
    const gate = open([policy({ excluded: [{ column: 'language', value: 'nl' }] })]);
    const row = { decision_id: 'T-1', domain: 'refunds', confidence: 0.97, model: 'agent-1', amount: 40 };
    const reason = (over: Record<string, unknown>): string =>
      JSON.parse(routeLine(gate, JSON.stringify({ ...row, ...over }), NOW).text).route_reason;
    expect(reason({})).toBe('autonomous_threshold');
    expect(reason({ language: 'nl' })).toBe('excluded_slice');
    expect(reason({ segments: { language: 'nl' } })).toBe('excluded_slice');
    expect(reason({ segments: 'none', triggers: 'legal' })).toBe('input_malformed');
    // A number that JSON did not keep is no id.
    expect(reason({ decision_id: 2 ** 60 })).toBe('decision_id_missing');
  });
});

describe('the words of a route', () => {
  it('say where a decision goes, how likely it is seen, and why', () => {
    const gate = open([policy({ autonomous: { threshold: 0.9, auditRate: 1 } })]);
    expect(
      routeText(
        'refunds',
        gate.route({ domain: 'refunds', confidence: 1, model: 'agent-1', amount: 1, decisionId: 'x' }),
      ),
    ).toBe(
      'refunds: autonomous, drawn for an audit (probability 1), policy 7\nthe confidence reaches the threshold at which the AI acts (autonomous_threshold)\n',
    );
    const hostile = routeText('a\u001b[2Jb', gate.route({ domain: 'b' }));
    expect(hostile).not.toContain('\u001b');
    expect(hostile).toMatch(/a person decides\nthere is no policy for this domain \(unknown_domain\)\n$/);
  });
});
