import { visible } from '../../src/contracts/visible.ts';
import { Moment } from '../parts/moment.tsx';
import type { Pull } from './published-row.ts';

/** When this server was last asked for something, and by whom. */
export function Pulled({ pull }: { readonly pull: Pull | null }) {
  if (pull === null) return <>–</>;
  return (
    <>
      <Moment of={pull.at} /> <span class="beside">by {visible(pull.by)}</span>
    </>
  );
}
