import type { Level } from '../contracts/decision.ts';

/** Level of a domain; `floor`: one that never graduates. */
export type PortfolioLevel = Level | 'floor';

/** The letters of the levels, from least authority to most. */
export const LEVEL_LETTERS: Readonly<Record<PortfolioLevel, string>> = {
  floor: 'F',
  'in-the-loop': 'I',
  'on-the-loop': 'O',
  autonomous: 'A',
};

/** The same in words. */
export const LEVEL_WORDS: Readonly<Record<PortfolioLevel, string>> = {
  floor: 'floor',
  'in-the-loop': 'in the loop',
  'on-the-loop': 'on the loop',
  autonomous: 'autonomous',
};
