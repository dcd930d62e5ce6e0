import { useState } from 'preact/hooks';
import type { Recommendation } from '../../src/contracts/recommendation.ts';
import type { WhatIf } from '../../src/contracts/what-if.ts';
import { useFilters } from '../address/use-filters.ts';
import { useSettled } from '../parts/use-settled.ts';
import { asFilters, type Chosen, chosenIn } from './chosen.ts';
import { Controls } from './controls.tsx';
import { Footing, OutcomeFacts } from './outcome-facts.tsx';
import { StandingOf } from './standing-of.tsx';
import { WhatIfChart } from './what-if-chart.tsx';
import { WrongDecisions } from './wrong-decisions.tsx';

/** What an address holds is written once a hand rests, and so is what the server is asked. */
const REST_MS = 250;

interface ExplorerProps {
  readonly whatIf: WhatIf;
  /** Median time of a review in the record; null where nobody knows. */
  readonly seconds: number | null;
  readonly next: Recommendation['next'] | null;
}

/** A threshold under one's hand, and at once what it would mean. Every figure is there already: no drag asks a server. */
export function Explorer({ whatIf, seconds, next }: ExplorerProps) {
  const filters = useFilters();
  const [chosen, setChosen] = useState<Chosen>(() => chosenIn(filters, whatIf, seconds));
  const [settled, settle] = useSettled(chosen, REST_MS, (now) =>
    filters.set(asFilters(now, whatIf, seconds)),
  );
  const commit = (changes: Partial<Chosen>): void => {
    const now = { ...chosen, ...changes };
    setChosen(now);
    settle(now);
  };
  return (
    <div class="explorer">
      <div class="explorer-now">
        <Controls
          {...{ whatIf, chosen }}
          isAssumed={seconds === null}
          onMove={(changes) => setChosen((before) => ({ ...before, ...changes }))}
          onChange={commit}
        />
        <StandingOf {...{ whatIf, chosen, next }} onGo={(place) => commit({ place })} />
        <Footing {...{ whatIf, chosen }} />
      </div>
      <div class="explorer-shown">
        <OutcomeFacts {...{ whatIf, chosen }} />
        <WhatIfChart {...{ whatIf, place: chosen.place }} step={settled.step} />
      </div>
      <WrongDecisions {...{ whatIf, chosen: settled }} isResting={settled === chosen} />
    </div>
  );
}
