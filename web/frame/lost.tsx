import { Nothing } from '../parts/nothing.tsx';
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
