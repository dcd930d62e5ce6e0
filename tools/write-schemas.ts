/** `npm run schema`: writes the JSON Schemas of the contracts into schema/, and what the server says of its routes. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageVersion } from '../src/cli/package-version.ts';
import { openapiText } from './openapi.ts';
import { schemaTexts } from './schemas.ts';

const folder = join(import.meta.dirname, '../schema');
const texts = schemaTexts();

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!texts.has(name)) rmSync(join(folder, name));
for (const [name, text] of texts) writeFileSync(join(folder, name), text);
writeFileSync(join(import.meta.dirname, '../docs/openapi.json'), await openapiText(packageVersion()));
console.log(`${texts.size} schemas written to schema/`);
