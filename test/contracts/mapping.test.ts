import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { Mapping } from '../../src/contracts/mapping.ts';
import { readMapping } from '../../src/workflows/read-settings.ts';
import { textFile } from '../support/write-history.ts';

const validate = new Ajv2020({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync(join(import.meta.dirname, '../../schema/mapping.json'), 'utf8')),
);
const yaml = (text: string): string => textFile('columns.yaml', text);

describe('a mapping file', () => {
  it('says where each field comes from, and which there is none of', () => {
    const path = yaml(`
columns:
  decision_id: ticket
  confidence: { column: score, scale: percent }
  domain: { constant: refunds }
  verdict: { column: outcome, values: { approved: agree, 1: override, true: agree } }
  amount: null
  severity: ~
segments: [language]
timeZone: Europe/Berlin
`);
    expect(readMapping(path)).toEqual({
      columns: {
        decision_id: { column: 'ticket' },
        confidence: { column: 'score', scale: 'percent' },
        domain: { constant: 'refunds' },
        verdict: { column: 'outcome', values: { approved: 'agree', '1': 'override', true: 'agree' } },
        amount: null,
        severity: null,
      },
      segments: ['language'],
      timeZone: 'Europe/Berlin',
    });
    expect(readMapping(null)).toEqual({ columns: {}, segments: [] });
    expect(readMapping(yaml(''))).toEqual({ columns: {}, segments: [] });
  });

  it.each([
    ['columns: { amont: x }', /columns: Invalid key|amont/],
    ['columns: { amount: 5 }', /columns\.amount/],
    ['timeZone: Europe/Nowhere', /timeZone: is not a time zone, for example Europe\/Berlin/],
    ['columns: { decided_at: { column: t, timeZone: UTC+2 } }', /columns\.decided_at/],
    ['columns: [', /not valid YAML/],
    ['colums: {}', /colums/],
  ])('is refused with the place of what is wrong: %s', (text, message) => {
    const path = yaml(text);
    expect(() => readMapping(path)).toThrow(
      expect.objectContaining({ code: 'configuration', message: expect.stringMatching(message) }),
    );
    expect(() => readMapping(path)).toThrow(path);
  });

  it.each([
    {
      columns: {
        amount: null,
        confidence: { column: 'p', probability: 'of-yes-max' },
        domain: { constant: 1 },
      },
    },
    { columns: { amount: 5 } },
    { columns: { colour: 'x' } },
    { columns: { amount: { constant: null } } },
    { columns: { amount: { column: 'a', constant: 1 } } },
    { segments: 'all' },
    { segments: 'some' },
  ])('is the same by the published schema: %j', (mapping) => {
    expect(validate(mapping)).toBe(Mapping.safeParse(mapping).success);
  });
});
