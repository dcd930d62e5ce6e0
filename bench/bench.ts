/** `npm run bench`: one after the other, on a machine at rest. */
await import('./recommend.ts');
await import('./certificates.ts');

export {};
