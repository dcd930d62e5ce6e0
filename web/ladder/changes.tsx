import { amountText, percent, threshold } from '../../src/contracts/figures.ts';
import type { Rung } from '../../src/contracts/policy.ts';
import type { RegisterEntry } from '../../src/contracts/register.ts';
import { ToldTable } from '../document/told.tsx';
import { type Asked, numberIn } from './take-back-request.ts';

interface ChangesProps {
  readonly entry: RegisterEntry;
  readonly asked: Asked;
}

/** Exactly what changes at once, and how it is undone. */
export function Changes({ entry, asked }: ChangesProps) {
  const after = asked.act === 'narrow' ? narrowed(entry, asked) : NOTHING;
  const rows = [
    ['autonomous from confidence', rungWords(entry.autonomous), rungWords(after.autonomous)],
    ['on the loop from confidence', rungWords(entry.onTheLoop), rungWords(after.onTheLoop)],
    [
      'largest amount',
      amountWords(entry.maxAmount),
      asked.act === 'narrow' ? amountWords(after.maxAmount) : '–',
    ],
  ];
  const isHeld = entry.autonomous !== null || entry.onTheLoop !== null;
  return (
    <>
      {asked.act !== 'lift' && isHeld && (
        <ToldTable
          table={{
            caption: 'What changes at once',
            ...{ folded: false, words: true, headings: ['', 'today', 'then'], rows },
          }}
        />
      )}
      <p>{UNDONE[asked.act]}</p>
    </>
  );
}

const UNDONE: Readonly<Record<Asked['act'], string>> = {
  narrow:
    'It holds at once, by you alone, without a vote. More authority comes back by a proposal only, which the board votes on.',
  revoke:
    'A person decides every case again, at once, by you alone, without a vote. Authority comes back by a proposal only, which the board votes on.',
  floor:
    'A person decides every case, and nobody can propose more, until somebody of the board who did not set the floor lifts it. Open proposals of the domain cannot be approved.',
  lift: 'Nothing is given by it: a person still decides every case, and a lead may propose again. It can be made a floor again at any time.',
};

const NOTHING = { autonomous: null, onTheLoop: null, maxAmount: null } as const;

/** What is left of an authority: thresholds only rise, amounts only fall (the server holds to that: rule G19). */
function narrowed(
  { autonomous, onTheLoop, maxAmount }: RegisterEntry,
  asked: Asked,
): { readonly autonomous: Rung | null; readonly onTheLoop: Rung | null; readonly maxAmount: number | null } {
  const least = numberIn(asked.threshold);
  const raised = (rung: Rung | null): Rung | null =>
    rung === null || least === null ? rung : { ...rung, threshold: Math.max(rung.threshold, least) };
  const [alone, watched] = [raised(autonomous), raised(onTheLoop)];
  const isCovered = alone !== null && watched !== null && watched.threshold >= alone.threshold;
  return {
    ...{ autonomous: alone, onTheLoop: isCovered ? null : watched },
    maxAmount: numberIn(asked.maxAmount) ?? maxAmount,
  };
}

function rungWords(rung: Rung | null): string {
  return rung === null ? '–' : `${threshold(rung.threshold)}, ${percent(rung.auditRate)} audited`;
}

function amountWords(amount: number | null): string {
  return amount === null ? 'no limit' : amountText(amount);
}
