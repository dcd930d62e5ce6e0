interface SparklineProps {
  /** Shares, the oldest first, null for those that are not known; null while none is. */
  readonly values: readonly (number | null)[] | null;
}

const [WIDTH, HEIGHT, EDGE] = [64, 20, 2];

/** How a share went, without axes, and its last value beside it. */
export function Sparkline({ values }: SparklineProps) {
  const points = (values ?? []).flatMap((value, place) => (value === null ? [] : [{ value, place }]));
  const last = points.at(-1);
  if (values === null || last === undefined) return <>–</>;
  const most = Math.max(...points.map(({ value }) => value));
  const x = (place: number): number => EDGE + (place / Math.max(1, values.length - 1)) * (WIDTH - 2 * EDGE);
  const y = (value: number): number => HEIGHT - EDGE - (most === 0 ? 0 : value / most) * (HEIGHT - 2 * EDGE);
  // A week of which nothing is known is a gap, not a slope.
  const line = points.map(
    ({ value, place }, index) =>
      `${points[index - 1]?.place === place - 1 ? 'L' : 'M'}${x(place).toFixed(1)} ${y(value).toFixed(1)}`,
  );
  return (
    <span class="sparkline">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
        <path d={line.join('')} />
        <circle cx={x(last.place)} cy={y(last.value)} r={2} />
      </svg>
      <span class="unseen">{`From ${percent(points[0]?.value ?? 0)}, at most ${percent(most)}, last `}</span>
      <b>{percent(last.value)}</b>
    </span>
  );
}

function percent(share: number): string {
  return (share * 100).toFixed(1);
}
