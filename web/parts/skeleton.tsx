interface SkeletonProps {
  readonly kind: 'words' | 'chart' | 'table' | 'facts';
}

/** The room that something will take up. */
export function Skeleton({ kind }: SkeletonProps) {
  return <div class={`skeleton skeleton-${kind}`} aria-hidden="true" />;
}
