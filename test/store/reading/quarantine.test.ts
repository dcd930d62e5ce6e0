import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Rule } from '../../../src/contracts/rule.ts';
import { readFiles } from '../../support/read-files.ts';
import {
  type Format,
  temporaryFolder,
  textFile,
  type WrittenRow,
  writeHistory,
} from '../../support/write-history.ts';

const AS_OF = '2026-06-01T00:00:00Z';
const DECISION: WrittenRow = {
  decision_id: 'd',
  domain: 'refunds',
  decided_at: '2026-03-01T00:00:00Z',
  confidence: '0.9',
  review_probability: '0.5',
  amount: '12.50',
};
const VERDICT: WrittenRow = {
  decision_id: 'd0',
  verdict: 'agree',
  reviewed_at: '2026-03-02T00:00:00Z',
  severity: '0',
  blind: 'yes',
  duration_s: '12.5',
  human_answer: null,
};

/** Lines that are no rows at all; why differs. */
const UNREADABLE = expect.stringMatching(/^line_/);

interface Breach {
  readonly rule: Rule;
  readonly over: WrittenRow;
  /** Raw value that the quarantine shows. */
  readonly value: string;
}
const breach = (rule: Rule, column: string, value: string | null): Breach => ({
  rule,
  over: { [column]: value },
  value: value ?? '',
});

const BROKEN_DECISIONS: readonly Breach[] = [
  breach('decision_id_missing', 'decision_id', null),
  breach('domain_empty', 'domain', null),
  breach('domain_empty', 'domain', '  '),
  breach('domain_empty', 'domain', ' \t\n'),
  breach('decided_at_missing', 'decided_at', ' '),
  breach('decided_at_bad', 'decided_at', 'soon'),
  breach('decided_at_bad', 'decided_at', '2026-02-30T00:00:00Z'),
  breach('decided_at_in_future', 'decided_at', '2026-06-01T00:00:00.001Z'),
  breach('confidence_missing', 'confidence', null),
  breach('confidence_not_a_number', 'confidence', '0,93'),
  breach('confidence_not_a_number', 'confidence', 'NaN'),
  breach('confidence_out_of_range', 'confidence', '1.0000000000000002'),
  breach('confidence_out_of_range', 'confidence', '-1e-300'),
  breach('confidence_out_of_range', 'confidence', '93'),
  breach('confidence_out_of_range', 'confidence', 'Infinity'),
  breach('review_probability_bad', 'review_probability', '0'),
  breach('review_probability_bad', 'review_probability', '1.5'),
  breach('review_probability_bad', 'review_probability', 'NaN'),
  breach('review_probability_bad', 'review_probability', 'often'),
  breach('amount_bad', 'amount', '-0.01'),
  breach('amount_bad', 'amount', '12,50'),
  breach('amount_bad', 'amount', 'inf'),
  breach('amount_bad', 'amount', '1e300'),
];
const BROKEN_VERDICTS: readonly Breach[] = [
  breach('decision_id_missing', 'decision_id', null),
  breach('verdict_missing', 'verdict', null),
  { rule: 'verdict_missing', over: { verdict: null, human_answer: 'yes' }, value: 'yes' },
  breach('verdict_unknown', 'verdict', 'Maybe '),
  breach('verdict_without_decision', 'decision_id', 'nobody'),
  breach('reviewed_at_missing', 'reviewed_at', null),
  breach('reviewed_at_bad', 'reviewed_at', '31.12.2025'),
  breach('reviewed_at_bad', 'reviewed_at', '-infinity'),
  breach('reviewed_at_in_future', 'reviewed_at', '2026-06-02T00:00:00Z'),
  breach('severity_bad', 'severity', '-0.1'),
  breach('severity_bad', 'severity', '1.1'),
  breach('severity_bad', 'severity', 'NaN'),
  breach('severity_bad', 'severity', 'grave'),
  breach('blind_bad', 'blind', 'partly'),
  breach('blind_bad', 'blind', '2'),
  breach('duration_bad', 'duration_s', '-0.1'),
  breach('duration_bad', 'duration_s', 'NaN'),
  breach('duration_bad', 'duration_s', 'Infinity'),
  breach('duration_bad', 'duration_s', 'long'),
];
const TEXTS = Object.fromEntries(
  [...Object.keys(DECISION), ...Object.keys(VERDICT)].map((key) => [key, 'VARCHAR']),
);

/** A good row, the broken ones, a good row. */
function around(
  good: WrittenRow,
  breaches: readonly Breach[],
  id: (index: number) => string | null,
): WrittenRow[] {
  const rows = [{}, ...breaches.map(({ over }) => over), {}];
  return rows.map((over, index) => ({ ...good, decision_id: id(index), ...over }));
}

/** The line on which each row begins. */
function linesOf(rows: readonly WrittenRow[], format: Format): number[] {
  let next = { csv: 2, tsv: 2, jsonl: 1, json: 2, parquet: 1 }[format];
  return rows.map((row) => {
    const line = next;
    const breaks = Object.values(row).filter((value) => String(value).includes('\n')).length;
    next +=
      format === 'json' ? Object.keys(row).length + 2 : format === 'csv' || format === 'tsv' ? 1 + breaks : 1;
    return line;
  });
}

describe.each(['csv', 'tsv', 'jsonl', 'json', 'parquet'] as const)('in %s', (format) => {
  it('every rule that a row breaks is told with its file, line and raw value, and the others go in', async () => {
    const folder = temporaryFolder();
    const decisions = around(DECISION, BROKEN_DECISIONS, (index) => `d${index}`);
    const verdicts = around(VERDICT, BROKEN_VERDICTS, () => 'd0');
    const [first, second] = [join(folder, `decisions.${format}`), join(folder, `verdicts.${format}`)];
    await writeHistory(first, decisions, 'plain', TEXTS);
    await writeHistory(second, verdicts, 'plain', TEXTS);
    const { summary, refused } = await readFiles([first, second], { asOf: AS_OF });
    const expected = (file: string, breaches: readonly Breach[], lines: readonly number[]) =>
      breaches.map(({ rule, value }, index) => ({ file, line: lines[index + 1], rule, value }));
    expect(refused).toEqual([
      ...expected(first, BROKEN_DECISIONS, linesOf(decisions, format)),
      ...expected(second, BROKEN_VERDICTS, linesOf(verdicts, format)),
    ]);
    expect(summary).toMatchObject({ decisions: 2, verdicts: 1, known: 1, quarantined: refused.length });
    // Nothing is forgotten by files, and these are no other tool's: both have tests of their own.
    const shown = new Set<Rule>([
      ...refused.map(({ rule }) => rule),
      ...([UNREADABLE, 'decision_id_conflict', 'decision_forgotten', 'record_not_understood'] as const),
    ]);
    expect(Rule.options.filter((rule) => !shown.has(rule) && !rule.startsWith('line_'))).toEqual([]);
  });

  it('an identical repeat is known, a conflicting one is refused, and the first stands', async () => {
    const rows: WrittenRow[] = [
      { ...DECISION, decision_id: 'a' },
      { ...DECISION, decision_id: 'b' },
      { ...DECISION, decision_id: 'a' },
      { ...DECISION, decision_id: 'a', confidence: '0.8' },
      { ...DECISION, decision_id: 'b', confidence: 'high' },
      { ...DECISION, decision_id: 'a', domain: 'billing' },
    ];
    const path = await writeHistory(join(temporaryFolder(), `a.${format}`), rows, 'plain', TEXTS);
    const { summary, refused, evidence } = await readFiles(path, { asOf: AS_OF });
    const lines = linesOf(rows, format);
    expect(refused).toEqual([
      { file: path, line: lines[3], rule: 'decision_id_conflict', value: 'a' },
      { file: path, line: lines[4], rule: 'confidence_not_a_number', value: 'high' },
      { file: path, line: lines[5], rule: 'decision_id_conflict', value: 'a' },
    ]);
    expect(summary).toMatchObject({ decisions: 2, known: 1, quarantined: 3 });
    expect(evidence).toMatchObject([
      { domain: 'refunds', decisions: 2, cells: [{ band: 900_000, decisions: 2 }] },
    ]);
  });

  it('the same file twice adds nothing', async () => {
    const folder = temporaryFolder();
    const rows = [
      { ...DECISION, decision_id: 'a', verdict: 'agree' },
      { ...DECISION, decision_id: 'b', verdict: null },
    ];
    const names = await Promise.all(
      ['a', 'b'].map((name) => writeHistory(join(folder, `${name}.${format}`), rows, 'plain', TEXTS)),
    );
    const once = await readFiles(names[0] ?? '', { asOf: AS_OF });
    const twice = await readFiles(names, { asOf: AS_OF });
    expect(twice).toEqual({ ...once, summary: { ...once.summary, known: 2 } });
  });
});

describe('a line that is no row', () => {
  it('of CSV keeps its own text and place, between blank lines, quoted line breaks and CRLF', async () => {
    const lines = [
      '\uFEFFdecision_id,domain,decided_at,confidence',
      '',
      'd1,"re""funds\r\n",2026-03-01,0.9',
      'd2,refunds,2026-03-01',
      '',
      'd3,refunds,2026-03-01,0.9,more,and,more',
      '"d4"x,refunds,2026-03-01,0.9',
      'd5,ref"unds"",2026-03-01,high',
      ' "d6", refunds,2026-03-01,1.5',
    ];
    for (const end of ['\r\n', '\n']) {
      const path = textFile('a.csv', lines.join(end));
      const { summary, refused } = await readFiles(path);
      expect(refused.map(({ line, rule, value }) => [line, rule, value])).toEqual([
        [5, UNREADABLE, lines[3]],
        [7, UNREADABLE, lines[5]],
        [8, UNREADABLE, lines[6]],
        [9, 'confidence_not_a_number', 'high'],
        [10, 'confidence_out_of_range', '1.5'],
      ]);
      expect(summary).toMatchObject({ decisions: 1, quarantined: 5 });
    }
  });

  it('of JSON keeps its own text and place, between blank lines and lines that are not UTF-8', async () => {
    const good = JSON.stringify({ ...DECISION, decision_id: 'a' });
    const bad = JSON.stringify({ ...DECISION, decision_id: 'b', confidence: 5 });
    const lines = [
      good,
      '',
      'not json',
      '[1]',
      'null',
      '"text"',
      `${good.slice(0, -1)}`,
      bad,
      '\xff',
      bad,
      good,
    ];
    const path = textFile('a.jsonl', Buffer.from(lines.join('\r\n'), 'latin1'));
    const { summary, refused } = await readFiles(path);
    expect(refused.map(({ line, rule, value }) => [line, rule, value])).toEqual([
      ...[2, 3, 4, 5, 6].map((index) => [index + 1, UNREADABLE, expect.stringContaining(lines[index] ?? '')]),
      [8, 'confidence_out_of_range', '5'],
      [9, UNREADABLE, expect.any(String)],
      [10, 'confidence_out_of_range', '5'],
    ]);
    expect(summary).toMatchObject({ decisions: 1, known: 1, quarantined: 8 });
  });

  it('may be an element of a JSON array', async () => {
    const bad = JSON.stringify({ ...DECISION, decision_id: 'b ]},[{ \\" \n', confidence: 5 }, null, 1);
    const good = JSON.stringify({ ...DECISION, decision_id: 'a' });
    const path = textFile('a.json', `\uFEFF\n [${good},\n\n${bad}, 5 ,\n[1, 2],\r\n${bad}\n]\n`);
    const { refused } = await readFiles(path);
    expect(refused.map(({ line, rule, value }) => [line, rule, value])).toEqual([
      [4, 'confidence_out_of_range', '5'],
      [11, UNREADABLE, '5'],
      [12, UNREADABLE, expect.stringMatching(/^\[1, ?2\]$/)],
      [13, 'confidence_out_of_range', '5'],
    ]);
  });

  it('is found in its own file, where several are read as one', async () => {
    const folder = temporaryFolder();
    const names = Array.from({ length: 12 }, (_, index) => join(folder, `${index}.csv`));
    const header = 'decision_id,domain,decided_at,confidence';
    for (const [index, name] of names.entries()) {
      const rows = [
        `${index}a,a,2026-03-01,0.9`,
        'short',
        `${index}b,a,2026-03-01,9${index}`,
        `${index}c,a,2026-03-01,0.9`,
      ];
      writeFileSync(name, [header, ...Array<string>(index).fill(''), ...rows].join('\n'));
    }
    const { refused, summary } = await readFiles(names);
    const inOrder = [...refused].sort((a, b) => names.indexOf(a.file) - names.indexOf(b.file));
    expect(inOrder).toEqual(
      names.flatMap((file, index) => [
        { file, line: index + 3, rule: UNREADABLE, value: 'short' },
        { file, line: index + 4, rule: 'confidence_out_of_range', value: `9${index}` },
      ]),
    );
    expect(summary).toMatchObject({ decisions: 24, quarantined: 24 });
  });
});

describe('a verdict', () => {
  const write = async (decisions: WrittenRow[], verdicts: WrittenRow[]): Promise<string[]> => {
    const folder = temporaryFolder();
    return [
      await writeHistory(join(folder, 'd.csv'), decisions),
      await writeHistory(join(folder, 'v.csv'), verdicts),
    ];
  };

  it('on a decision that is refused fits none', async () => {
    const names = await write(
      [
        { ...DECISION, decision_id: 'a' },
        { ...DECISION, decision_id: 'b', confidence: '9' },
      ],
      ['a', 'b'].map((decision_id) => ({ ...VERDICT, decision_id })),
    );
    const { summary, refused } = await readFiles(names, { asOf: AS_OF });
    expect(refused.map(({ rule, value }) => [rule, value])).toEqual([
      ['confidence_out_of_range', '9'],
      ['verdict_without_decision', 'b'],
    ]);
    expect(summary).toMatchObject({ decisions: 1, verdicts: 1, quarantined: 2 });
  });

  it('on a decision that came in conflict counts for the first', async () => {
    const names = await write(
      [
        { ...DECISION, decision_id: 'a' },
        { ...DECISION, decision_id: 'a', confidence: '0.5' },
      ],
      [{ ...VERDICT, decision_id: 'a', verdict: 'override', severity: null }],
    );
    const { summary, evidence } = await readFiles(names, { asOf: AS_OF });
    expect(summary).toMatchObject({ decisions: 1, verdicts: 1, quarantined: 1 });
    expect(evidence[0]?.cells).toMatchObject([{ band: 900_000, outcome: 'override', loss: 1 }]);
  });

  it('alone, without the decisions, is refused as a whole', async () => {
    const path = await writeHistory(join(temporaryFolder(), 'v.csv'), [VERDICT]);
    await expect(readFiles(path)).rejects.toThrow(/verdicts only; give the file with their decisions too/);
  });
});

describe('names out of the ordinary', () => {
  const NAMES = [
    `'; DROP TABLE decisions; --`,
    'two\nlines',
    '🙂 émoji',
    '"quoted"',
    '$1',
    'a,b;c|d\te',
    'NULL',
    '\\',
    '%',
    ' padded ',
  ];

  it.each(['csv', 'jsonl', 'parquet'] as const)(
    'go through every part of the reading unharmed: %s',
    async (format) => {
      const rows = NAMES.flatMap((name) =>
        ['1', '2'].map((suffix) => ({
          ...DECISION,
          decision_id: `${name}${suffix}`,
          domain: name,
          model: name,
          policy: name,
          triggers: null,
          verdict: 'agree',
          confidence: suffix === '1' ? '0.9' : '9',
        })),
      );
      const path = await writeHistory(join(temporaryFolder(), `${NAMES[0]}.${format}`), rows, 'plain', TEXTS);
      const domains = Object.fromEntries(
        NAMES.map((name) => [name, { maxAmount: 1, maturity: '1h', alwaysReview: [name] }]),
      );
      const { summary, evidence, refused } = await readFiles(path, { asOf: AS_OF, config: { domains } });
      expect(summary).toMatchObject({ decisions: NAMES.length, quarantined: NAMES.length });
      expect(refused.every(({ file, value }) => file === path && value === '9')).toBe(true);
      const byName = (a: { domain: string }, b: { domain: string }): number => (a.domain < b.domain ? -1 : 1);
      expect(
        evidence.map(({ domain, model, cells }) => ({ domain, model, eligible: cells[0]?.eligible })),
      ).toEqual(NAMES.map((name) => ({ domain: name, model: name, eligible: false })).sort(byName));
    },
  );
});
