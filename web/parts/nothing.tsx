import type { ComponentChildren } from 'preact';

interface NothingProps {
  readonly title: string;
  /** What to do next, with one button or one command at most. */
  readonly children: ComponentChildren;
}

/** A place that is rightly empty. */
export function Nothing({ title, children }: NothingProps) {
  return (
    <section class="state">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

/** A store that nothing was added to yet. */
export function NoDecisions() {
  return (
    <Nothing title="No decisions yet">
      <p>Add what your AI decided and what people said of it:</p>
      <pre>leeway ingest FILE…</pre>
      <p>
        Or <a href="/data">bring a file in here</a>.
      </p>
    </Nothing>
  );
}
