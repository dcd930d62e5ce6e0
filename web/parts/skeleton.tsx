import { useEffect } from 'preact/hooks';
import { loadDrawing } from '../chart/load-drawing.ts';

interface SkeletonProps {
  readonly kind: 'words' | 'chart' | 'table' | 'facts';
}

/** The room that something will take up. */
export function Skeleton({ kind }: SkeletonProps) {
  useEffect(() => {
    // It comes while its rows are still awaited; whether it does not is for the chart to say.
    if (kind === 'chart') loadDrawing().catch(() => {});
  }, [kind]);
  return <div class={`skeleton skeleton-${kind}`} aria-hidden="true" />;
}
