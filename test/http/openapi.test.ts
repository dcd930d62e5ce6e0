import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { packageVersion } from '../../src/cli/package-version.ts';
import { ROUTE_WORDS } from '../../src/http/route-words.ts';
import { openapiText } from '../../tools/openapi.ts';

const committed = readFileSync(join(import.meta.dirname, '../../docs/openapi.json'), 'utf8');

describe('the description of the routes', () => {
  it('is what the routes are now; `npm run schema` writes it', async () => {
    expect(await openapiText(packageVersion())).toBe(committed);
  });

  it('is valid OpenAPI 3.1, with words for every route and none for what is not there', async () => {
    const document = JSON.parse(committed) as { paths: Record<string, Record<string, { summary: string }>> };
    const validator = new Validator();
    expect(await validator.validate(document)).toEqual({ valid: true });
    expect(validator.version).toBe('3.1');
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { summary }]) => [`${method.toUpperCase()} ${path}`, summary]),
    );
    expect(Object.fromEntries(described)).toEqual(ROUTE_WORDS);
  });
});
