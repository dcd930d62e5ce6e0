import { visible } from '../../src/contracts/visible.ts';
import { domainAddress } from '../address/addresses.ts';
import { agoText } from '../parts/times.ts';
import { useServerTime } from '../session/session.tsx';
import type { DomainRow } from './domain-row.ts';

const DAY_MS = 86_400_000;
/** A record that nothing was added to for longer than this may be of another time. */
const STALE_MS = 14 * DAY_MS;

interface DomainAlertsProps {
  readonly asOf: string;
  readonly rows: readonly DomainRow[];
}

/** What somebody should look at before anything else. */
export function DomainAlerts({ asOf, rows }: DomainAlertsProps) {
  const age = useServerTime() - Date.parse(asOf);
  const alerts = rows.filter(({ alert }) => alert !== null);
  if (age <= STALE_MS && alerts.length === 0) return null;
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
      </ul>
    </section>
  );
}
