import { spawnSync } from 'node:child_process';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Governance } from '../../src/contracts/governance.ts';
import type { Policy } from '../../src/contracts/policy.ts';
import { ExportFormat, Thresholds } from '../../src/contracts/thresholds.ts';
import { EXPORTERS } from '../../src/exporters/index.ts';
import { digest } from '../../src/governance/digest.ts';
import { thresholdsInForce } from '../../src/governance/thresholds-in-force.ts';
import { schemaTexts } from '../../tools/schemas.ts';
import { policy } from '../support/policy.ts';
import { HAS_PROMTOOL, metricsFaults } from '../support/promtool.ts';

const NOW = '2026-05-04T09:12:00.000Z';
const FLOOR = {
  ...{ domain: 'closing', reason: 'the law "asks"', owner: 'Ann', legalSource: null },
  ...{ setBy: 'Max', setAt: NOW },
};

function governance(policies: readonly Policy[], over: Partial<Governance> = {}): Governance {
  const records = policies.map((one) => ({ policy: one, proposal: 'P-0001', plan: null, ended: null }));
  return { proposals: [], policies: records, floors: [], alarms: [], ...over };
}
const ADDRESS = policy({ domain: 'billing/address.change', autonomous: null, maxAmount: null, version: 2 });
const HOSTILE = policy({ domain: "=cmd|'x'!A\"1", model: "it's $(id) `id`\nx", alwaysReview: ['a,b'] });
const NOTHING = policy({ domain: 'orders', autonomous: null, onTheLoop: null });
const IN_FORCE = thresholdsInForce(
  governance([policy(), NOTHING, HOSTILE, ADDRESS], { floors: [FLOOR] }),
  NOW,
);

describe('what is exported', () => {
  const domainsAt = (given: Governance, now = NOW) =>
    thresholdsInForce(given, now).policies.map(({ domain }) => domain);

  it('is every policy in force, by domain, and no other', () => {
    expect(IN_FORCE.policies.map(({ domain }) => domain)).toEqual([
      ...[HOSTILE.domain, ADDRESS.domain, 'orders', 'refunds'],
    ]);
    const given = governance([policy()]);
    expect(domainsAt(given, '2026-12-31T23:59:59.999Z')).toEqual(['refunds']);
    expect(domainsAt(given, '2027-01-01T00:00:00.000Z')).toEqual([]);
    expect(domainsAt(given, '2025-12-31T23:59:59.999Z')).toEqual([]);
    expect(domainsAt({ ...given, floors: [{ ...FLOOR, domain: 'refunds' }] })).toEqual([]);
    const [record] = given.policies;
    if (record === undefined) return expect.fail('no policy');
    for (const by of ['revoked', 'expired', 'superseded'] as const)
      expect(domainsAt({ ...given, policies: [{ ...record, ended: { at: NOW, by, reason: '' } }] })).toEqual(
        [],
      );
  });

  it('has the digest of its content as its revision, and the same for the same in any order', () => {
    const { revision, ...content } = IN_FORCE;
    expect(revision).toBe(digest(content));
    const turned = [ADDRESS, HOSTILE, NOTHING, policy()].map((one): Policy => {
      const fields: Record<string, unknown> = Object.fromEntries(Object.entries(one).reverse());
      return fields as Policy;
    });
    const again = thresholdsInForce(governance(turned, { floors: [FLOOR] }), '2026-06-01T00:00:00.000Z');
    for (const format of ExportFormat.options)
      expect(EXPORTERS[format](again, []), format).toEqual(EXPORTERS[format](IN_FORCE, []));
    const wider = thresholdsInForce(governance([policy({ maxAmount: 251 })]), NOW);
    expect(wider.revision).not.toBe(thresholdsInForce(governance([policy()]), NOW).revision);
  });
});

describe('json and yaml', () => {
  it('are what the schema says, and say the same', () => {
    const ajv = new Ajv2020({ strict: false });
    const isValid = ajv.compile(JSON.parse(schemaTexts().get('thresholds.json') ?? ''));
    const read: unknown = JSON.parse(EXPORTERS.json(IN_FORCE));
    expect(isValid(read), JSON.stringify(isValid.errors)).toBe(true);
    expect(isValid({ ...IN_FORCE, version: 2 })).toBe(false);
    expect(isValid({ ...IN_FORCE, policies: [{ ...policy(), approvedBy: [] }] })).toBe(false);
    expect(Thresholds.parse(read)).toEqual(IN_FORCE);
    expect(parseYaml(EXPORTERS.yaml(IN_FORCE))).toEqual(read);
    expect(JSON.stringify(read)).not.toContain('setBy');
  });
});

describe('csv', () => {
  it('has a row a domain, and no text that a spreadsheet would run', () => {
    const lines = EXPORTERS.csv(IN_FORCE).split('\n');
    expect(lines[0]).toMatch(/^domain,kind,model,version,autonomous_threshold,/);
    expect(lines[1]).toMatch(/^"'=cmd\|'x'!A""1",policy,"it's /);
    expect(lines.slice(-5).map((line) => line.split(',').slice(0, 8).join(','))).toEqual([
      'billing/address.change,policy,agent-1,2,,,0.85,0.3',
      'orders,policy,agent-1,7,,,,',
      'refunds,policy,agent-1,7,0.93,0.05,0.85,0.3',
      'closing,floor,,,,,,',
      '',
    ]);
    expect(lines.at(-3)).toContain(`,250,"[""legal""]",[],[],c,"[""ann""]",`);
    expect(lines.at(-2)).toContain(`,"the law ""asks""",Ann,,${IN_FORCE.revision}`);
  });
});

describe('env', () => {
  it('is read by a shell as it was meant, whatever is in it', () => {
    const text = EXPORTERS.env(IN_FORCE);
    const script = `set -eua\n${text}\nprintf '%s|' "$LEEWAY__CMD__X__A_1_MODEL" "$LEEWAY_REFUNDS_AUTONOMOUS_THRESHOLD" "$LEEWAY_ORDERS_ON_THE_LOOP_THRESHOLD" "$LEEWAY_CLOSING_AUTONOMOUS_THRESHOLD" "$LEEWAY_BILLING_ADDRESS_CHANGE_MAX_AMOUNT"`;
    const { stdout, stderr } = spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(stdout).toBe(`${HOSTILE.model}|0.93|1.01|1.01||`);
  });

  it('refuses two domains that would have the same names', () => {
    const twins = thresholdsInForce(governance([policy({ domain: 'a/b' }), policy({ domain: 'a.b' })]), NOW);
    expect(() => EXPORTERS.env(twins)).toThrow('a.b and a/b would both be LEEWAY_A_B; take another format');
  });
});

describe('prometheus', () => {
  it.skipIf(!HAS_PROMTOOL)('is taken by Prometheus without a word', () => {
    expect(metricsFaults(EXPORTERS.prometheus(IN_FORCE))).toBe('');
  });

  it('has the level and the thresholds of every domain, and no sample where there is none', () => {
    const text = EXPORTERS.prometheus(IN_FORCE);
    const lines = text.split('\n');
    expect(text.endsWith('\n')).toBe(true);
    for (const line of [
      'leeway_domain_level{domain="refunds"} 2',
      'leeway_domain_level{domain="billing/address.change"} 1',
      'leeway_domain_level{domain="orders"} 0',
      'leeway_domain_level{domain="closing"} 0',
      'leeway_threshold{domain="refunds",level="autonomous",kind="in_force"} 0.93',
      'leeway_policy_expires_timestamp_seconds{domain="refunds"} 1798761600',
      `leeway_domain_level{domain="=cmd|'x'!A\\"1"} 2`,
    ])
      expect(lines).toContain(line);
    expect(text).not.toContain('leeway_threshold{domain="orders"');
    for (const line of lines.slice(0, -1))
      expect(line).toMatch(
        /^(?:# (?:HELP|TYPE) leeway_\w+ \S.*|leeway_\w+\{(?:\w+="(?:[^"\\\n]|\\.)*",?)+\} \S+)$/,
      );
    const names = lines.flatMap((line) => /^# TYPE (\S+) gauge$/.exec(line)?.[1] ?? []);
    expect(new Set(names).size).toBe(names.length);
  });
});
