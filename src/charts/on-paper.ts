import type { Layer } from './chart-frame.ts';

type Unit = Extract<Layer, { mark: unknown }>;

/** A layer of words. */
export interface WordLayer {
  readonly data: NonNullable<Unit['data']>;
  readonly mark: {
    readonly type: 'text';
    readonly style: string;
    readonly align?: 'left' | 'center' | 'right';
    readonly baseline?: 'top' | 'middle' | 'bottom';
    readonly dx?: number;
    readonly dy?: number;
    readonly lineHeight?: number;
  };
  readonly encoding: NonNullable<Unit['encoding']>;
}

/** Words that lie over lines, cut free of them by a rim of paper. */
export function onPaper(words: WordLayer): Layer[] {
  return [{ ...words, mark: { ...words.mark, style: 'halo' } }, words];
}
