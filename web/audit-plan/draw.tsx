import { useState } from 'preact/hooks';
import type { DomainAuditPlan } from '../../src/contracts/audit-plan.ts';
import { count, counted } from '../../src/contracts/figures.ts';
import { useSend } from '../ask/use-send.ts';
import { download } from '../parts/download.ts';
import { NotDone } from '../parts/not-done.tsx';
import { Section } from '../parts/section.tsx';
import { ShortField } from '../parts/text-fields.tsx';
import type { PlanAsk } from './plan-ask.ts';

interface DrawProps {
  readonly asked: PlanAsk;
  /** ISO time up to which the record reaches. */
  readonly asOf: string;
  readonly domains: readonly DomainAuditPlan[];
}

/** Draws the decisions to review now. The word stays here: in the address it would be known to whoever reads that. */
export function Draw({ asked, asOf, domains }: DrawProps) {
  const [seed, setSeed] = useState('');
  const [said, setSaid] = useState('');
  const { isSending, refusal, sendNow } = useSend();
  const planned = domains.filter(({ rate }) => rate !== null);
  const [waiting, due] = (['waiting', 'due'] as const).map((key) =>
    planned.reduce((sum, one) => sum + one[key], 0),
  ) as [number, number];
  const draw = async (): Promise<void> => {
    setSaid('');
    // Where no coin is tossed, no word decides anything.
    const word = waiting === 0 ? 'due' : seed;
    const queue = await sendNow('/v1/audit-plan/queue', { seed: word, ...asked });
    if (queue === null || !('csv' in queue) || typeof queue.csv !== 'string') return;
    const file = `to-review-${asOf.slice(0, 10)}.csv`;
    download(file, 'text/csv', queue.csv);
    setSaid(`${drawnText(queue)} They stand in ${file}.`);
  };
  return (
    <Section id="draw" title="Which decisions to review now">
      <p>{queueText(waiting, due)}</p>
      {waiting + due > 0 && (
        <form
          class="stacked"
          onSubmit={(event) => {
            event.preventDefault();
            void draw();
          }}
        >
          {waiting > 0 && (
            <ShortField
              words="A word of your own"
              hint="It decides every coin: the same word draws the same decisions again, by leeway audit-plan too. Keep it to yourself until the reviews are there, and draw once."
              value={seed}
              most={200}
              isNeeded
              onInput={setSeed}
            />
          )}
          <NotDone refusal={refusal} />
          <button type="submit" class="main-act" disabled={isSending}>
            {waiting > 0 ? 'Draw them, and save as CSV' : 'Save them as CSV'}
          </button>
          <p class="said" role="status">
            {said}
          </p>
        </form>
      )}
      {waiting > 0 && (
        <p class="beside">
          Record the probability of the plan on every decision that could be drawn, drawn or not, and 1 on
          those that people see anyway: where one lacks it, how reviews were chosen is unknown.
        </p>
      )}
    </Section>
  );
}

/** What there is to draw from. */
function queueText(waiting: number, due: number): string {
  if (waiting + due === 0) return 'No decision waits for its coin, and none is due for review.';
  const anyway = due === 0 ? 'none is' : due === 1 ? 'one is' : `${count(due)} are`;
  return waiting === 0
    ? `No decision waits for its coin, and ${anyway} due for review anyway.`
    : `${counted(waiting, 'decision')} ${waiting === 1 ? 'waits' : 'wait'} for a coin, and ${anyway} due for review anyway. A draw lists those on which the coin falls, and those that are due.`;
}

function drawnText(queue: object): string {
  const [drawn, tossed, due] = ['drawn', 'tossed', 'due'].map((name) => {
    const value: unknown = Reflect.get(queue, name);
    return typeof value === 'number' ? value : 0;
  }) as [number, number, number];
  const anyway = `${counted(due, 'decision')} ${due === 1 ? 'is' : 'are'} due anyway.`;
  return tossed === 0 ? anyway : `${count(drawn)} of ${count(tossed)} were drawn, and ${anyway}`;
}
