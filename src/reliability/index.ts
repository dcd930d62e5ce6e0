/** How reliable an AI has been, from counts of its decisions. Pure functions; the same evidence gives the same answer. */
export { reliabilityOf } from './reliability-of.ts';
