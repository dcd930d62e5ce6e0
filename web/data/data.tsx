import { useState } from 'preact/hooks';
import { count, counted } from '../../src/contracts/figures.ts';
import type { IntakeReport } from '../../src/contracts/intake.ts';
import { useFilters } from '../address/use-filters.ts';
import { intakeBefore } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { Page } from '../frame/page.tsx';
import { Answered } from '../parts/answered.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { Skeleton } from '../parts/skeleton.tsx';
import { useLinkedPart } from '../parts/use-linked-part.ts';
import { BringIn } from './bring-in.tsx';
import { bytesText } from './bytes-text.ts';
import { Freshness } from './freshness.tsx';
import { Quarantine } from './quarantine.tsx';
import { Runs } from './runs.tsx';

const WORDS = ['decision', 'verdict', 'quarantine', 'maturity'];

/** What came into the store, what was refused, how fresh it is, and how more comes in. */
export function Data() {
  const filters = useFilters();
  const asked = useAnswer(intakeBefore(filters.get('before')));
  const [round, setRound] = useState(0);
  const { answer } = asked;
  const taken = (): void => {
    setRound(round + 1);
    asked.askAgain();
  };
  return (
    <Page
      title="Data"
      asOf={answer.state === 'answered' ? answer.value.newestDecisionAt : null}
      words={WORDS}
    >
      <Answered asked={asked} waiting={<Skeleton kind="words" />}>
        {(intake) => <Reading intake={intake} />}
      </Answered>
      <BringIn filters={filters} onTaken={taken} />
      {answer.state === 'answered' && <Tables round={round} intake={answer.value} />}
      {answer.state === 'waiting' && <Skeleton kind="table" />}
    </Page>
  );
}

interface TablesProps {
  readonly intake: IntakeReport;
  /** Another one after each file that came in: what stands there is asked for again. */
  readonly round: number;
}

function Tables({ intake, round }: TablesProps) {
  const filters = useFilters();
  useLinkedPart();
  if (isEmpty(intake)) return null;
  return (
    <>
      <Runs intake={intake} filters={filters} />
      <Quarantine key={`refused ${round}`} counts={intake.quarantinedByRule} filters={filters} />
      <Freshness key={`fresh ${round}`} filters={filters} />
    </>
  );
}

function isEmpty({ runs, decisions, verdicts, quarantinedByRule }: IntakeReport): boolean {
  return decisions + verdicts + runs.length + Object.keys(quarantinedByRule).length === 0;
}

/** How much there is, and what waits, in sentences. */
function Reading({ intake }: { readonly intake: IntakeReport }) {
  const { decisions, verdicts, failure, waitingVerdicts, spooledBytes, quarantinedByRule } = intake;
  if (isEmpty(intake))
    return (
      <Nothing title="Nothing has come in yet">
        <p>Bring in what your AI decided and what people said of it: here, or from a terminal.</p>
        <pre>leeway ingest FILE…</pre>
      </Nothing>
    );
  const refused = Object.values(quarantinedByRule).reduce((sum, rows) => sum + rows, 0);
  const waits = [
    waitingVerdicts === 0
      ? ''
      : `${counted(waitingVerdicts, 'verdict')} ${waitingVerdicts === 1 ? 'waits' : 'wait'} for a decision that has not come.`,
    spooledBytes === 0 ? '' : `${bytesText(spooledBytes)} are on disk, and not in the store yet.`,
  ].filter((sentence) => sentence !== '');
  return (
    <>
      {failure !== null && (
        <section class="banner" aria-label="To look at first">
          <b class="trouble">Nothing gets into the store at the moment:</b> {failure}. What was sent is safe
          on disk.
        </section>
      )}
      <div class="overview">
        <p class="lede">
          {counted(decisions, 'decision')} and {counted(verdicts, 'verdict')} are here; of what came in,{' '}
          {refused === 0
            ? 'no row was refused'
            : `${count(refused)} ${refused === 1 ? 'row was' : 'rows were'} refused`}
          .
        </p>
        {waits.length > 0 && <p>{waits.join(' ')}</p>}
      </div>
    </>
  );
}
