/** The promise and what it rests on, for somebody who votes and never read statistics. */
export function Guarantee() {
  return (
    <>
      <p>
        <b>The promise.</b> Of the decisions that the AI takes alone, no larger share than the{' '}
        <a href="#limit">limit</a> is wrong. That this is ever said of a domain where it is not true has a
        chance of at most <a href="#delta">delta</a>, which was settled before anybody looked.
      </p>
      <ol class="points">
        <li>
          <b>Start from the worst case.</b> Suppose that the AI is wrong exactly as often as the limit allows,
          or more often. That is what has to be refuted.
        </li>
        <li>
          <b>Bet against it, verdict by verdict.</b> Each verdict that the AI was right makes the bet win a
          little; each that it was wrong makes it lose much. What the bet has made of its stake is the{' '}
          <a href="#e-value">evidence</a>.
        </li>
        <li>
          <b>Were the worst case true, the bet would be fair at best.</b> Nobody gets rich by fair bets: the
          chance that it ever makes 20 times its stake is at most 1 in 20, whenever one looks.
        </li>
        <li>
          <b>So 1 / delta is enough.</b> With a delta of 5{'\u00a0'}% that is 20. Once the bet has made that
          much, either the AI is good enough, or something has happened whose chance is at most delta.
        </li>
      </ol>
      <p>
        <b>Why one may look every night.</b> A usual test holds for one look at a number that was settled
        before; whoever looks again and again finds what they hope for. This one holds at all looks at once,
        so a job may ask nightly and stop when it is enough.
      </p>
      <p>
        <b>What it does not promise.</b> It speaks of decisions like those that were looked at, by the{' '}
        <a href="#model">model</a> that made them. Another model has no authority. When the AI becomes worse,
        checks go on and an <a href="#alarm">alarm</a> takes authority back. And verdicts that are themselves
        wrong carry over: <a href="#reviewer-quality">reviewers</a> are looked at too.
      </p>
      <p>
        <b>What the board adds.</b> Evidence allows; people decide. A step adds at most a settled share of the
        decisions, after a <a href="#cooldown">cooldown</a>, first on the rung where people check much, and it
        ends by itself if nobody renews it.
      </p>
    </>
  );
}
