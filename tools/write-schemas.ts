/** `npm run schema`: writes the JSON Schemas of the contracts into schema/, what the server says of its routes, and the reference. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageVersion } from '../src/cli/package-version.ts';
import { main } from '../src/cli/program.ts';
import { openapiText } from './openapi.ts';
import { commandsMarkdown } from './reference/commands.ts';
import { routesMarkdown } from './reference/routes.ts';
import { schemaTexts } from './schemas.ts';

const folder = join(import.meta.dirname, '../schema');
const documents = join(import.meta.dirname, '../docs');
const texts = schemaTexts();

mkdirSync(folder, { recursive: true });
for (const name of readdirSync(folder)) if (!texts.has(name)) rmSync(join(folder, name));
for (const [name, text] of texts) writeFileSync(join(folder, name), text);
const openapi = await openapiText(packageVersion());
writeFileSync(join(documents, 'openapi.json'), openapi);
mkdirSync(join(documents, 'reference'), { recursive: true });
writeFileSync(join(documents, 'reference/http.md'), routesMarkdown(openapi));
writeFileSync(join(documents, 'reference/cli.md'), await commandsMarkdown(printed));
console.log(`${texts.size} schemas written to schema/`);

/** What a command line prints where nobody says how wide a screen is. */
async function printed(args: readonly string[]): Promise<string> {
  const { write, isTTY } = process.stdout;
  const said: string[] = [];
  process.stdout.isTTY = false;
  process.stdout.write = (chunk: string | Uint8Array): boolean => said.push(String(chunk)) > 0;
  try {
    await main(args);
  } finally {
    process.stdout.write = write;
    process.stdout.isTTY = isTTY;
  }
  return said.join('');
}
