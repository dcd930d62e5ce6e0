import { SILENCE } from '../ask/refusal.ts';
import { Nothing } from '../parts/nothing.tsx';
import { Refused } from '../parts/refused.tsx';
import { Page } from './page.tsx';

/** An address that leads nowhere. */
export function Lost() {
  return (
    <Page title="Not found" asOf={null}>
      <Nothing title="There is no page at this address">
        <p>
          <a href="/domains">Go to all domains</a>
        </p>
      </Nothing>
    </Page>
  );
}

/** A screen whose files did not come. */
export function Unreached() {
  return (
    <Page title="Not reached" asOf={null}>
      <Refused refusal={SILENCE} onRetry={() => location.reload()} />
    </Page>
  );
}
