import { describe, expect, it } from 'vitest';
import { recommendationsMarkdown } from '../../src/reports/recommendations-markdown.ts';
import { recommendation, refused, reportOf } from '../support/recommendation.ts';

const linesFor = (domain: string): string[] =>
  recommendationsMarkdown(reportOf([recommendation({ domain, reasons: [`About ${domain}.`] })])).split('\n');

describe('recommendationsMarkdown', () => {
  it('is a table, then the reasons of each domain', () => {
    const short = refused({ reason: 'insufficient_verdicts', have: 3, need: 77, best: null });
    const text = recommendationsMarkdown(
      reportOf([recommendation(), { ...short, domain: 'complaints', reasons: ['Too few.', 'Wait.'] }]),
    );
    expect(text).toBe(
      [
        '# Recommendations',
        '',
        'As of 2 May 2026, 00:00 UTC: 60\u2009000 decisions, 38\u2009509 verdicts, 12 rows in quarantine.',
        '',
        '| domain | model | action | threshold now → proposed | certified | coverage | errors (at most) | limit | what is missing |',
        '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
        '| refunds | agent-1 | widen | – → 0.99 | 0.886 (88.1 %) | 12.9 % | 0.7 % (2.5) | 5.0 % | one step at a time |',
        '| complaints | agent-1 | none | – → – | – | – | – | 5.0 % | 3 of 77 verdicts |',
        '',
        'Of 2 domains the evidence is enough for 1 each judged by itself – as chosen, 1 so that with the same certainty not one is wrong (holm), 1 so that few of them are wrong on average (e-bh).',
        '',
        '## refunds (agent-1)',
        '',
        '- One promotion at a time.',
        '',
        '## complaints (agent-1)',
        '',
        '- Too few.',
        '- Wait.',
        '',
      ].join('\n'),
    );
  });

  it.each([
    ['a|b', 'a\\|b'],
    ['[click](http://evil.example)', '\\[click\\](http\\://evil.example)'],
    ['![x](y)', '!\\[x\\](y)'],
    ['<script>alert(1)</script>', '\\<script\\>alert(1)\\</script\\>'],
    ['`code`', '\\`code\\`'],
    ['*bold* _em_ ~~gone~~', '\\*bold\\* \\_em\\_ \\~\\~gone\\~\\~'],
    ['&lt;b&gt;', '\\&lt;b\\&gt;'],
    ['$x$', '\\$x\\$'],
    ['www.evil.example', 'www\\.evil.example'],
    ['me@evil.example', 'me\\@evil.example'],
    ['# top', '\\# top'],
    ['a\\', 'a\\\\'],
    ['two\nlines', 'two\\\\nlines'],
    ['billing/refund.issue', 'billing/refund.issue'],
    ['👩‍🚀', '👩‍🚀'],
  ])('shows a domain named %j as that and nothing else', (domain, written) => {
    const lines = linesFor(domain);
    expect(lines[6]?.startsWith(`| ${written} | agent-1 |`)).toBe(true);
    expect(lines).toContain(`## ${written} (agent-1)`);
    expect(lines).toContain(`- About ${written}.`);
    expect(lines).toHaveLength(linesFor('refunds').length);
  });

  it('has as many cells in every row as in its head, whatever the names', () => {
    const rows = linesFor('|||\\|').slice(4, 7);
    const cells = rows.map((row) => row.split(/(?<!\\)(?:\\\\)*\|/).length);
    expect(new Set(cells).size).toBe(1);
  });
});
