import { useMemo } from 'preact/hooks';
import { count, percentExact } from '../../src/contracts/figures.ts';
import { ToldTable } from '../document/told.tsx';
import { LIMITS, leastFor, neededAtOnce, neededEveryNight, WRONG } from './verdicts-needed.ts';

/** Thresholds that somebody may try, each of which costs its part of delta where no order was settled before. */
const TRIED = 20;

/** How many verdicts it takes, by the limit and by how many of them are wrong. */
export function VerdictsTable({ delta }: { readonly delta: number }) {
  const tables = useMemo(() => tablesFor(delta), [delta]);
  return (
    <>
      {tables.map((table) => (
        <ToldTable key={table.caption} table={table} />
      ))}
    </>
  );
}

function tablesFor(delta: number) {
  const limit = (share: number): string => `${percentExact(share)} %`;
  const wrong = WRONG.map((one) => `${one} wrong`);
  return [
    {
      ...{ caption: `Looked at every night (${limit(delta)} chance of a false certificate)`, folded: false },
      headings: ['limit', ...wrong],
      rows: LIMITS.map((one) => [limit(one), ...neededEveryNight(one, delta).map(count)]),
    },
    {
      ...{ caption: `Looked at once, at a number that was settled before`, folded: false },
      headings: ['limit', ...wrong, `0 wrong, ${TRIED} thresholds tried`],
      rows: LIMITS.map((one) => [
        limit(one),
        ...neededAtOnce(one, delta).map(count),
        count(leastFor(0, one, delta / TRIED)),
      ]),
    },
  ];
}
