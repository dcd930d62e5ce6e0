interface FigureProps {
  readonly value: string;
  /** Its bound or interval. */
  readonly beside: string;
}

/** A value, and smaller and paler beside it how sure it is. */
export function Figure({ value, beside }: FigureProps) {
  return (
    <span class="figure">
      {value} <small>({beside})</small>
    </span>
  );
}
