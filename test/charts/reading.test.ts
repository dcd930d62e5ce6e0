import { describe, expect, it } from 'vitest';
import { eventRoom } from '../../src/charts/event-marks.ts';
import { evidenceByVerdicts } from '../../src/charts/evidence-by-verdicts.ts';
import { evidenceGrowth } from '../../src/charts/evidence-growth.ts';
import { touches } from '../../src/charts/line-labels.ts';
import { box, type PointLabel, placeLabels } from '../../src/charts/place-labels.ts';
import { portfolio } from '../../src/charts/portfolio.ts';
import { HOLLOW_BELOW, reliabilityDiagram } from '../../src/charts/reliability-diagram.ts';
import { reviewerFunnel } from '../../src/charts/reviewer-funnel.ts';
import { sliceDots } from '../../src/charts/slice-dots.ts';
import { dayTicks, moment } from '../../src/charts/time-axis.ts';
import { triggerYield } from '../../src/charts/trigger-yield.ts';
import { labelWidth, shortNumber, shownName } from '../../src/charts/words.ts';
import { chartSvg } from '../../src/reports/chart-svg.ts';
import { DOMAINS, FUNNEL, RELIABILITY, REVIEWERS, SLICES, TRIGGERS } from './sample-rows.ts';

/** Every row that a style draws, wherever in the spec its layer is. */
function rowsOf(spec: unknown, style: string): Record<string, unknown>[] {
  if (Array.isArray(spec)) return spec.flatMap((part) => rowsOf(part, style));
  if (typeof spec !== 'object' || spec === null) return [];
  const layer = spec as { mark?: { style?: string }; data?: { values?: Record<string, unknown>[] } };
  if (layer.mark?.style === style) return layer.data?.values ?? [];
  return Object.values(spec).flatMap((part) => rowsOf(part, style));
}

/** The words of an SVG from top to bottom of its text. */
async function wordsOf(spec: Parameters<typeof chartSvg>[0]): Promise<string[]> {
  const svg = await chartSvg(spec, 'light');
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map((match) => match[1] as string);
}

describe('a name as a label', () => {
  it.each([
    ['refunds', 'refunds'],
    ['two\nlines', 'two\ufffdlines'],
    ['\u202eevil', '\ufffdevil'],
    ['\ud800', '\ufffd'],
    ['a'.repeat(40), `${'a'.repeat(27)}…`],
    ['👩‍💻'.repeat(28), '👩‍💻'.repeat(28)],
  ])('%j reads %j', (name, label) => {
    expect(shownName(name)).toBe(label);
  });
});

it.each([
  [0, '0'],
  [0.0123, '0.012'],
  [3.14, '3.1'],
  [20, '20'],
  [31.4, '31'],
  [34000, '34\u2009000'],
  [4e7, '4e+7'],
])('shortNumber writes %f as %s', (value, written) => {
  expect(shortNumber(value)).toBe(written);
});

describe('time', () => {
  it('is UTC for a bare day, wherever the reader is', () => {
    expect(moment('2026-03-01')).toBe(Date.UTC(2026, 2, 1));
    expect(moment('2026-03-01T02:00:00+02:00')).toBe(Date.UTC(2026, 2, 1));
    expect(() => moment('soon')).toThrow(RangeError);
  });

  it('has no tick twice in a short span, and years in a long one', () => {
    const { values = [] } = dayTicks([moment('2026-03-01'), moment('2026-03-03')]);
    expect(values).toEqual([1, 2, 3].map((day) => Date.UTC(2026, 2, day)));
    expect(dayTicks([moment('2025-12-01'), moment('2026-03-03')]).format).toContain('%Y');
  });

  it('gives events that lie close together rows of their own, and those far apart one', () => {
    const plot = { from: moment('2026-01-01'), to: moment('2026-12-31'), width: 500 };
    const at = (day: string) => ({ at: day, kind: 'promotion', label: 'to 0.90' }) as const;
    expect(eventRoom([], plot)).toBe(0);
    expect(eventRoom([at('2026-02-01'), at('2026-08-01')], plot)).toBe(18);
    expect(eventRoom([at('2026-02-01'), at('2026-02-05')], plot)).toBe(36);
  });
});

it('places no name on another one, on a mark, nor outside the picture', () => {
  const points: PointLabel[] = Array.from({ length: 30 }, (_, index) => {
    const at = { x: (index * 37) % 300, y: (index * 53) % 200 };
    return { words: `domain ${index}`, ...at, radius: 6, at };
  });
  const plot = { width: 300, height: 200, style: 'words', marks: points, taken: [] };
  const boxes = placeLabels(points, plot).flatMap((layer) => {
    const { mark, data } = layer as unknown as {
      mark: { style: string; align: 'left' | 'center' | 'right'; dx: number; dy: number };
      data: { values: [{ x: number; y: number; words: string }] };
    };
    const [{ x, y, words }] = data.values;
    const room = labelWidth(words);
    const middle = x + mark.dx + { left: room / 2, center: 0, right: -room / 2 }[mark.align];
    return mark.style === 'halo' ? [] : [box(middle, y + mark.dy, room / 2, 8)];
  });
  expect(boxes.length).toBeGreaterThan(4);
  const marks = points.map(({ x, y, radius }) => box(x, y, radius, radius));
  boxes.forEach((one, index) => {
    expect([...boxes.slice(index + 1), ...marks].filter((other) => touches(one, other))).toEqual([]);
    expect(one.left >= 0 && one.right <= 300 && one.bottom <= 200).toBe(true);
  });
  expect(placeLabels(points, { ...plot, taken: [{ left: 0, right: 300, top: -50, bottom: 300 }] })).toEqual(
    [],
  );
});

describe('the reliability diagram', () => {
  it('fills a dot only where enough verdicts stand behind it', () => {
    const spec = reliabilityDiagram(RELIABILITY);
    const effective = (style: string) => rowsOf(spec, style).map((row) => row['effective'] as number);
    expect(effective('certified-dot').every((value) => value >= HOLLOW_BELOW)).toBe(true);
    expect(effective('certified-open-dot')).toEqual([22.5]);
  });

  it('draws nothing of the curve where there is no data', () => {
    const flats = rowsOf(reliabilityDiagram(RELIABILITY), 'certified-thick');
    expect(flats.map(({ from, to }) => [from, to])).toEqual(
      RELIABILITY.isotonic.map(({ from, to }) => [from, to]),
    );
  });

  it('says what the proposed threshold would mean', async () => {
    const words = await wordsOf(reliabilityDiagram(RELIABILITY, { current: 0.93, proposed: 0.905 }));
    expect(words).toEqual(expect.arrayContaining(['now 93 %', 'proposed 90.5 %']));
  });
});

it('shows the worst slice first, with the verdict in words', async () => {
  const words = await wordsOf(sliceDots(SLICES));
  const names = words.filter((word) => word.startsWith('region: '));
  expect(names[0]).toBe('region: overseas territories…');
  expect(words.filter((word) => word.startsWith('✕ failed'))).toHaveLength(1);
});

it('shows the trigger that fired most first, and – where nobody knows whether it was needed', async () => {
  const words = await wordsOf(triggerYield([...TRIGGERS].reverse()));
  expect(words.find((word) => TRIGGERS.some(({ trigger }) => trigger === word))).toBe(TRIGGERS[0]?.trigger);
  expect(words).toContain('– of 64 needed');
});

it('names the reviewers outside the funnel and no others', async () => {
  const words = await wordsOf(reviewerFunnel(REVIEWERS, { limits: FUNNEL }));
  expect(words.filter((word) => word.includes('reviewer ')).sort()).toEqual([
    'reviewer e, unusual',
    'reviewer e, unusual',
    'reviewer j, unusual',
    'reviewer j, unusual',
  ]);
});

it('puts a domain beyond the picture on its upper edge with its figure', async () => {
  expect(await wordsOf(portfolio(DOMAINS))).toEqual(
    expect.arrayContaining(['fraud-claim ↑ 31.0 %', 'limit 5 %', '1 domain without a bound yet']),
  );
});

it('measures domains by their own limits where these differ', async () => {
  const rows = DOMAINS.map((row, index) => ({ ...row, limit: index === 0 ? 0.02 : 0.05 }));
  expect(await wordsOf(portfolio(rows))).toContain('limit of the domain');
});

it('says whether the evidence is enough', () => {
  const at = '2026-03-01';
  expect(evidenceGrowth([{ at, eValue: 20 }], { delta: 0.05 }).description).toMatch(/is reached\.$/);
  expect(evidenceGrowth([{ at, eValue: 19 }], { delta: 0.05 }).description).toMatch(/is not reached\.$/);
  const points = [{ verdicts: 1200, errors: 30, eValue: 4 }];
  expect(evidenceByVerdicts(points, { delta: 0.05, certifiedAt: 1100 }).description).toMatch(
    /after 1.100\.$/,
  );
  expect(evidenceByVerdicts(points, { delta: 0.05, certifiedAt: null }).description).toMatch(
    /never reached the 20 /,
  );
});
