import { unbroken } from '../../src/contracts/figures.ts';
import { visible } from '../../src/contracts/visible.ts';
import type { PlanRow } from './plan-row.ts';

/** Why each domain stands where it does, in full. */
export function Reasons({ rows }: { readonly rows: readonly PlanRow[] }) {
  if (rows.length === 0) return null;
  return (
    <details class="other-act">
      <summary>Why, domain by domain</summary>
      <dl class="told-facts">
        {rows.map(({ domain, model, reason }) => (
          <div key={`${domain}\n${model}`}>
            <dt>{visible(domain)}</dt>
            <dd>{unbroken(reason)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
