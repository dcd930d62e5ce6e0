/** `npm run bench [DECISIONS…]`: one after the other, on a machine at rest; the sizes are those of the store. */
await import('./recommend.ts');
await import('./certificates.ts');
await import('./store.ts');
await import('./http.ts');
await import('./gate.ts');

export {};
