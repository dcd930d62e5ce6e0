import type { RegisterEntry } from '../../src/contracts/register.ts';
import { visible } from '../../src/contracts/visible.ts';
import { domainAddress, proposeAddress } from '../address/addresses.ts';
import { REGISTER } from '../ask/questions.ts';
import { useAnswer } from '../ask/use-answer.ts';
import { Day } from '../parts/day.tsx';
import { agoText } from '../parts/times.ts';
import { useServerTime, useSession } from '../session/session.tsx';
import type { DomainRow } from './domain-row.ts';

const DAY_MS = 86_400_000;
/** A record that nothing was added to for longer than this may be of another time. */
const STALE_MS = 14 * DAY_MS;
/** As long as a board takes to renew what ends. */
const ENDING_MS = 14 * DAY_MS;
/** More than these would push all else away; the ladder has every one. */
const MOST_ENDING = 5;

interface DomainAlertsProps {
  readonly asOf: string;
  readonly rows: readonly DomainRow[];
}

/** What somebody should look at before anything else. */
export function DomainAlerts({ asOf, rows }: DomainAlertsProps) {
  const now = useServerTime();
  const { snapshot } = useSession();
  const { answer } = useAnswer(REGISTER);
  const age = now - Date.parse(asOf);
  const alerts = rows.filter(({ alert }) => alert !== null);
  const ending = answer.state === 'answered' ? endingIn(answer.value.domains, now) : [];
  if (age <= STALE_MS && alerts.length === 0 && ending.length === 0) return null;
  return (
    <section class="banner" aria-label="To look at first">
      <ul>
        {age > STALE_MS && (
          <li>
            <b>Stale:</b> the newest decision is {agoText(age)} old. Add what came since with leeway ingest
            before anything rests on these figures.
          </li>
        )}
        {alerts.map(({ domain, alert }) => (
          <li key={domain}>
            <b class="trouble">
              <a href={domainAddress(domain)}>{visible(domain)}</a>:
            </b>{' '}
            {alert}.
          </li>
        ))}
        {ending.slice(0, MOST_ENDING).map(({ domain, until }) => (
          <li key={`ending ${domain}`}>
            <b>
              <a href={domainAddress(domain)}>{visible(domain)}</a>:
            </b>{' '}
            its authority ends in {agoText(Date.parse(until) - now)}, on <Day of={until} />; then a person
            decides everything.{' '}
            {snapshot === null && <a href={`${proposeAddress(domain)}?kind=renewal`}>Propose a renewal</a>}
          </li>
        ))}
        {ending.length > MOST_ENDING && (
          <li>
            The authority of {ending.length - MOST_ENDING} more ends within two weeks:{' '}
            <a href="/ladder">the ladder has them</a>.
          </li>
        )}
      </ul>
    </section>
  );
}

/** Authority that ends soon, the soonest first. */
function endingIn(
  entries: readonly RegisterEntry[],
  now: number,
): readonly { readonly domain: string; readonly until: string }[] {
  return entries
    .flatMap(({ domain, until }) => (until === null ? [] : [{ domain, until }]))
    .filter(({ until }) => Date.parse(until) - now <= ENDING_MS)
    .sort((a, b) => (a.until < b.until ? -1 : 1));
}
