import { limitPercent, percentExact, thresholdText, unbroken } from '../../src/contracts/figures.ts';
import type { Recommendation } from '../../src/contracts/recommendation.ts';
import type { WhatIf } from '../../src/contracts/what-if.ts';
import { authorityAddress, proposeAddress } from '../address/addresses.ts';
import { whyNot } from '../session/may.ts';
import { useSession } from '../session/session.tsx';
import type { Chosen } from './chosen.ts';
import { amountWords } from './controls.tsx';

interface StandingOfProps {
  readonly whatIf: WhatIf;
  readonly chosen: Chosen;
  readonly next: Recommendation['next'] | null;
  readonly onGo: (place: number) => void;
}

/** Whether the chosen point is certified, and what can be done with it. */
export function StandingOf({ whatIf, chosen: { place, step }, next, onGo }: StandingOfProps) {
  const { domain, thresholds, steps, current } = whatIf;
  const hindrance = whyNot(useSession(), 'propose', domain);
  const [own, whole] = [steps[step], steps.at(-1)];
  const threshold = thresholds[place];
  if (own === undefined || whole === undefined || threshold === undefined) return null;
  const isTested = own.riskUpper.some((bound) => bound !== null) || own === whole;
  // Up to a smaller amount than was tested it is less authority, which the rules allow.
  const tested = isTested ? own : whole;
  const isCertified = tested.certified.includes(place);
  const lowest = tested.certified.length === 0 ? null : Math.min(...tested.certified);
  const isLess = current !== null && threshold > current.threshold && own.maxAmount === current.maxAmount;
  const from = thresholdText(threshold);
  const asked = { threshold: from, ...(own.maxAmount !== null && { maxAmount: String(own.maxAmount) }) };
  return (
    <div class="standing">
      <p role="status">
        <b class={isCertified && isTested ? 'certified' : 'expected'}>
          {isCertified && isTested ? 'Certified.' : 'Not certified.'}
        </b>{' '}
        {unbroken(
          isCertified && isTested
            ? certifiedWords(whatIf, from, own.maxAmount)
            : openWords(whatIf, { isTested, isCertified, next, amount: own.maxAmount }),
        )}
      </p>
      <p class="acts">
        {hindrance === null && isCertified && !isLess && (
          <a
            class="act"
            href={`${proposeAddress(domain)}?${new URLSearchParams({ kind: 'promotion', ...asked })}`}
          >
            Save as proposal
          </a>
        )}
        {hindrance === null && isLess && (
          <a
            class="act"
            href={`${authorityAddress(domain, 'narrow')}?${new URLSearchParams({ threshold: from })}`}
          >
            Less than today: narrow it
          </a>
        )}
        {!isCertified && lowest !== null && (
          <button type="button" onClick={() => onGo(lowest)}>
            Go to {thresholdText(thresholds[lowest] ?? 1)}, the lowest that is certified
          </button>
        )}
      </p>
    </div>
  );
}

function certifiedWords({ limit, delta, guarantee }: WhatIf, from: string, amount: number | null): string {
  const sure = `with ${percentExact(1 - delta)} % certainty, however often one looks`;
  const which = amount === null ? `From ${from} on` : `From ${from} on, up to ${amountWords(amount)},`;
  if (limit === null) return `${which} the money that is lost stays within the budget, ${sure}.`;
  return guarantee === 'marginal'
    ? `${which} the error rate of each confidence band stays below ${limitPercent(limit)}, ${sure}.`
    : `${which} the error rate stays below ${limitPercent(limit)}, ${sure}.`;
}

interface Open {
  readonly isTested: boolean;
  /** For all amounts as configured. */
  readonly isCertified: boolean;
  readonly next: Recommendation['next'] | null;
  readonly amount: number | null;
}

function openWords({ selection, steps }: WhatIf, { isTested, isCertified, next, amount }: Open): string {
  if (selection === 'unknown')
    return 'Nothing says how decisions were chosen for review: this speaks of the reviewed ones alone, and certifies nothing.';
  if (!isTested)
    return isCertified
      ? `This threshold is certified for amounts as configured; up to ${amountWords(amount)} by themselves they were not tested. It would be less authority, which may be proposed.`
      : `Up to ${amountWords(amount)} nothing was tested: this is expected from the record, not guaranteed.`;
  const some = steps.some(({ certified }) => certified.length > 0);
  const lacks =
    some || next === null || next.need === null || next.have >= next.need
      ? ''
      : ` There are ${next.have} of about ${next.need} verdicts that it takes.`;
  return `This is expected from the record, not guaranteed: a point that was chosen after looking proves nothing.${lacks}`;
}
