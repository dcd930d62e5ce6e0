/**
 * Leeway as a library: the words (schemas), the statistics, and the threshold search on evidence cells. All of it
 * pure; files, databases and terminals belong to the command line.
 */
export * from './contracts/index.ts';
export * from './statistics/index.ts';
export * from './tuning/index.ts';
