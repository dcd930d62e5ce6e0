import type { ComponentChildren } from 'preact';

interface SectionProps {
  /** What a link to it ends in, after `#`. */
  readonly id: string;
  readonly title: string;
  readonly children: ComponentChildren;
}

/** A part of a page that links lead to. */
export function Section({ id, title, children }: SectionProps) {
  return (
    <section class="part" id={id} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  );
}
