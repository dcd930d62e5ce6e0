/** What draws charts: by far the largest file, asked for when it is known that there will be one. */
export function loadDrawing(): Promise<typeof import('./draw-chart.ts')> {
  return import('./draw-chart.ts');
}
