/** `npx tsx tools/ledger-fixtures.ts`: writes the ledgers of test/governance/fixtures/ledger, whole and damaged. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ledgerFixtures } from './ledger/fixtures.ts';

const folder = join(import.meta.dirname, '../test/governance/fixtures/ledger');
mkdirSync(folder, { recursive: true });
for (const [name, text] of ledgerFixtures()) writeFileSync(join(folder, name), text);
console.log(`${ledgerFixtures().size} files written to test/governance/fixtures/ledger`);
