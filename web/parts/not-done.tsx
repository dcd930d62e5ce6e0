import { unbroken } from '../../src/contracts/figures.ts';
import type { Refusal } from '../ask/refusal.ts';

/** Why something was not done: every rule in the way by its number, or what else happened. */
export function NotDone({ refusal }: { readonly refusal: Refusal | null }) {
  if (refusal === null) return null;
  const { what, safe, next, objections = [] } = refusal;
  return (
    <div class="not-done" role="alert">
      <p>
        <b class="trouble">Not done.</b> {safe}
      </p>
      {objections.length === 0 ? (
        <p>{unbroken(what)}</p>
      ) : (
        <ul>
          {objections.map(({ rule, sentence }) => (
            <li key={rule + sentence}>
              <b>{rule}</b> {unbroken(sentence)}.
            </li>
          ))}
        </ul>
      )}
      {next !== '' && <p>{next}</p>}
    </div>
  );
}
