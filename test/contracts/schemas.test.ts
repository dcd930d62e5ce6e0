import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { Configuration } from '../../src/contracts/configuration.ts';
import { Decision } from '../../src/contracts/decision.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import { RecommendationReport } from '../../src/contracts/recommendation.ts';
import { readConfiguration, readMapping } from '../../src/workflows/read-settings.ts';
import { recommendFromFiles } from '../../src/workflows/recommend-from-files.ts';
import { schemaTexts } from '../../tools/schemas.ts';

const root = join(import.meta.dirname, '../..');
const committed = (name: string): string => readFileSync(join(root, 'schema', name), 'utf8');

/** A validator that shares nothing with the contracts but the committed file. */
function validatorOf(name: string): ValidateFunction {
  return new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true }).compile(
    JSON.parse(committed(`${name}.json`)),
  );
}

describe('the JSON Schemas', () => {
  it('are what the contracts say now; `npm run schema` writes them', () => {
    expect(readdirSync(join(root, 'schema')).sort()).toEqual([...schemaTexts().keys()].sort());
    for (const [name, text] of schemaTexts()) expect(committed(name), name).toBe(text);
  });

  it('are each complete in themselves, with a name and a title', () => {
    const ids = [...schemaTexts().keys()].map((name) => {
      const schema = JSON.parse(committed(name)) as Record<string, unknown>;
      expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema');
      expect(schema['title'], name).toMatch(/\w/);
      expect(() => new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema), name).not.toThrow();
      return schema['$id'];
    });
    expect(ids).toContain('urn:leeway:schema:recommendation-report:1');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('accept the shipped rules, and refuse them with one word misspelt', () => {
    const validate = validatorOf('configuration');
    const rules = parse(readFileSync(join(root, 'data/leeway.yaml'), 'utf8'));
    expect(validate(rules), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...rules, defaults: { ...rules.defaults, maxstep: 0.1 } })).toBe(false);
    expect(validate.errors?.[0]).toMatchObject({
      instancePath: '/defaults',
      params: { additionalProperty: 'maxstep' },
    });
  });

  it('accept a report made of the shipped history, and refuse one without its verdict on a domain', async () => {
    const { report } = await recommendFromFiles({
      files: [join(root, 'data/decisions.parquet'), join(root, 'data/verdicts.parquet')],
      mapping: readMapping(null),
      configuration: readConfiguration(join(root, 'data/leeway.yaml')),
      asOf: null,
      firstLook: false,
      quarantineFile: null,
    });
    const printed = JSON.parse(JSON.stringify(report));
    const validate = validatorOf('recommendation-report');
    expect(validate(printed), JSON.stringify(validate.errors)).toBe(true);
    expect(RecommendationReport.parse(printed)).toEqual(printed);
    expect(printed.recommendations.length).toBeGreaterThan(12);
    expect(printed.recommendations.some((one: { certified: unknown }) => one.certified !== null)).toBe(true);

    const [first] = printed.recommendations;
    const { action: _, ...mute } = first;
    expect(validate({ ...printed, recommendations: [mute] })).toBe(false);
    expect(validate({ ...printed, recommendations: [{ ...first, naive: { risk: 1.5 } }] })).toBe(false);
    expect(validate({ ...printed, extra: 1 })).toBe(false);
    const single = validatorOf('recommendation');
    expect(single(first)).toBe(true);
  });

  const configurations: readonly unknown[] = [
    {},
    { defaults: {} },
    { domains: { refunds: {} } },
    { domains: { refunds: { risk: 0.01, alwaysReview: ['legal'] } } },
    { defaults: { risk: 0 } },
    { defaults: { risk: 1 } },
    { defaults: { delta: '5 %' } },
    { defaults: { maturity: '3 days' } },
    { defaults: { maturity: 3 } },
    { defaults: { quorum: 1.5 } },
    { defaults: null },
    { domains: { refunds: null } },
    { domains: { refunds: { colour: 'red' } } },
    { domain: {} },
    [],
    'risk: 0.05',
  ];
  it.each(configurations)('and the contract agree on the configuration %j', (value) => {
    expect(validatorOf('configuration')(value)).toBe(Configuration.safeParse(value).success);
  });

  const mappings: readonly unknown[] = [
    {},
    { columns: { confidence: 'score' } },
    { columns: { confidence: { column: 'score', scale: 'percent' }, domain: { constant: 'mail' } } },
    { columns: { verdict: { column: 'label', values: { ok: 'agree' } } }, segments: 'all' },
    { columns: { colour: 'red' } },
    { columns: { confidence: { column: 'score', scale: 0 } } },
    { columns: { confidence: { scale: 'percent' } } },
    { columns: { confidence: '' } },
    { segments: 'some' },
  ];
  it.each(mappings)('and the contract agree on the mapping %j', (value) => {
    expect(validatorOf('mapping')(value)).toBe(Mapping.safeParse(value).success);
  });

  const decision = { decision_id: '1', domain: 'refunds', decided_at: '2026-05-04', confidence: 0.5 };
  it.each([
    decision,
    { ...decision, decided_at: '2026-05-04 09:12:00+02' },
    { ...decision, decided_at: '2026-05-04T09:12:00+0200', route: 'autonomous' },
    { ...decision, decided_at: 'yesterday' },
    { ...decision, confidence: 1.01 },
    { ...decision, decision_id: '' },
    { ...decision, review_probability: 0 },
    { ...decision, segments: { language: 7 } },
  ])('and the contract agree on the decision %j', (value) => {
    expect(validatorOf('decision')(value)).toBe(Decision.safeParse(value).success);
  });
});
