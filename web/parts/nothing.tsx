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
