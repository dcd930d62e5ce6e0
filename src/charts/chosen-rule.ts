import type { Layer } from './chart-frame.ts';

/** A rule, and where asked for its open diamond, at the threshold that the parameter `chosen` has. */
export function chosenRule(hasDiamond: boolean): Layer[] {
  const x = { datum: { expr: 'chosen' }, type: 'quantitative' } as const;
  const data = { values: [{}] };
  return [
    { data, mark: { type: 'rule', style: 'proposed' }, encoding: { x } },
    ...(hasDiamond
      ? [
          {
            data,
            mark: { type: 'point', style: 'proposed-diamond' },
            encoding: { x, y: { value: 8 } },
          } as const,
        ]
      : []),
  ];
}
