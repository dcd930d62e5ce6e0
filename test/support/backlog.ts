/** Decisions of one domain, some a day, and no word of what became of them; as CSV. */
export const BACKLOG = [
  'decision_id,domain,decided_at,confidence',
  ...Array.from({ length: 3000 }, (_, index) => {
    const decidedAt = new Date(Date.UTC(2026, 3, 1) + index * 600_000).toISOString();
    return `d${index},refunds,${decidedAt},${(0.5 + ((index * 37) % 50) / 100).toFixed(2)}`;
  }),
  '',
].join('\n');
