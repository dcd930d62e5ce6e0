/** What is no setting: the board gives it, or it is said in another place. */
export function Elsewhere() {
  return (
    <>
      <p>
        A rule gives nothing by itself. What the AI may do in a domain is what people voted on, and stays so
        whatever is saved here, until somebody takes it back or the board approves something else.
      </p>
      <dl class="told-facts">
        <div>
          <dt>By a proposal only</dt>
          <dd>
            The confidence from which the AI acts, its rung, model, largest amount, triggers, slices and audit
            rates in force, and how long it holds: <a href="/proposals">Proposals</a>.
          </dd>
        </div>
        <div>
          <dt>At once, by one person</dt>
          <dd>
            Taking authority back, and floors, which the board alone lifts: <a href="/ladder">Ladder</a>.
          </dd>
        </div>
        <div>
          <dt>Stricter here, looser nowhere by itself</dt>
          <dd>
            Where the AI acts, or a plan or a proposal is not done with, a rule may become stricter and not
            looser (G26): people voted under it as it was. Nowhere does a quorum fall (G27).
          </dd>
        </div>
        <div>
          <dt>In the file, on its machine</dt>
          <dd>
            <code>people</code>, <code>webhooks</code> and <code>oidc</code>, and a smaller quorum. They hold
            once the server is started again.
          </dd>
        </div>
      </dl>
    </>
  );
}
