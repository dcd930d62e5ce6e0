/**
 * Leeway as a library: the words (schemas), the statistics, and on evidence cells the threshold search and what is said of
 * reliability. All of it pure; files, databases and terminals belong to the command line.
 */
export * from './contracts/index.ts';
export * from './reliability/index.ts';
export * from './statistics/index.ts';
export * from './tuning/index.ts';
