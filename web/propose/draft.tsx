import { useEffect, useRef } from 'preact/hooks';
import { percentExact, percentUp, unbroken } from '../../src/contracts/figures.ts';
import type { ProposalContent } from '../../src/contracts/proposal.ts';
import { authorityWords, keptForPeople } from '../../src/reports/packet/authority-words.ts';
import { sideBySideTable } from '../../src/reports/packet/side-by-side.ts';
import { quorumWords } from '../../src/reports/packet/vote-words.ts';
import { dayText, wrongInHundred } from '../../src/reports/packet/words.ts';
import type { Refusal } from '../ask/refusal.ts';
import { ToldTable } from '../document/told.tsx';
import { NotDone } from '../parts/not-done.tsx';
import { Section } from '../parts/section.tsx';

interface DraftProps {
  readonly content: ProposalContent;
  /** What its button says. */
  readonly words: string;
  readonly refusal: Refusal | null;
  readonly isSending: boolean;
  readonly onSend: () => void;
}

/** Exactly what the board will be asked, and the button that asks it. */
export function Draft({ content, words, refusal, isSending, onSend }: DraftProps) {
  const { authority, replaces, evidence, plan, quorum } = content;
  const [today, then] = [evidence.currentCoverage, plan?.highestCoverage ?? evidence.coverage];
  const heading = useRef<HTMLParagraphElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Section id="draft" title="What will be asked">
      <p class="lede" ref={heading} tabIndex={-1}>
        {unbroken(authorityWords(authority, then, 'would'))}
      </p>
      <p>
        <span class="beside">Today:</span> {unbroken(authorityWords(replaces.authority, today, 'may'))}
      </p>
      <p>{unbroken(sureWords(content))}</p>
      {keptForPeople(authority).length > 0 && <p>Always a person: {keptForPeople(authority).join('; ')}.</p>}
      <ToldTable table={sideBySideTable(content, replaces.authority === null ? null : today, then)} />
      <p>
        Nothing changes by sending it: {quorumWords(quorum)} must approve, and whoever wrote it does not
        count. It can be withdrawn until it is decided.
      </p>
      <NotDone refusal={refusal} />
      <p>
        <button type="button" class="main-act" disabled={isSending} onClick={onSend}>
          {words}
        </button>
      </p>
    </Section>
  );
}

function sureWords({ evidence, plan }: ProposalContent): string {
  const { risk, riskUpper, riskLimit, delta, asOf } = evidence;
  const most = `at most ${wrongInHundred(riskUpper, riskLimit)} of 100 are wrong (${percentExact(1 - delta)} % certain), about ${percentUp(risk, riskUpper)} as far as people looked; the limit is ${percentExact(riskLimit)}`;
  return plan === null
    ? `Of the decisions that it would take alone ${most}. The evidence is as of ${dayText(asOf)}, and is frozen with the proposal.`
    : `Of what is proven today ${most}. Each step must first prove as much, until ${dayText(plan.until)}.`;
}
