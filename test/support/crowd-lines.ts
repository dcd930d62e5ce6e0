/** Names that nobody should have to think of, and that come all the same. */
export const ODD_NAMES = [
  'billing/refund.issue',
  'a b?c=d&e#f%2F%zz',
  '<img src=x onerror=alert(1)>',
  '=HYPERLINK("http://x")',
  'ünïcode \u202etxt.exe',
  '..',
  '~..',
] as const;

/** Decisions with their verdicts as JSON lines, in so many domains. */
export function crowdLines(domains: number): string {
  const names = Array.from({ length: domains }, (_, place) => ODD_NAMES[place] ?? `domain-${place}`);
  const rows = names.flatMap((domain, place) =>
    [0, 1, 2].map((turn) => ({
      ...{ decision_id: `d${place}-${turn}`, domain, model: 'm1', confidence: 0.9 + turn / 100 },
      decided_at: new Date(Date.UTC(2026, 4, 1 + turn, place % 24)).toISOString(),
      reviewed_at: new Date(Date.UTC(2026, 4, 2 + turn, place % 24)).toISOString(),
      ...{ verdict: (place + turn) % 7 === 0 ? 'override' : 'agree', reviewer_id: 'r1' },
    })),
  );
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}
