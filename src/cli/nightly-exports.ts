import type { KeyObject } from 'node:crypto';
import { resolve } from 'node:path';
import { Problem } from '../contracts/problem.ts';
import { ExportFormat } from '../contracts/thresholds.ts';
import type { NightlyExports } from '../workflows/govern/export-nightly.ts';
import { type KeyUse, readPrivateKey } from '../workflows/ledger-keys.ts';
import { outputFile } from './output-file.ts';
import { storePlace } from './store-place.ts';

interface Options {
  readonly db?: string;
  /** FORMAT=FILE */
  readonly export: readonly string[];
  /** Paths of private keys. */
  readonly sign: readonly string[];
}

/**
 * What `--export` and `--sign` of a nightly run ask for, looked at before anything is done.
 *
 * @throws Problem usage: no such format, no place to write to, one place twice, a key that signs none of them
 */
export function nightlyExports({ db, export: wanted, sign }: Options): NightlyExports {
  const store = storePlace(db).path;
  const keys = sign.map(keyAt);
  const places = new Set<string>();
  const files = wanted.map((text) => {
    const [, name, path] = /^([^=]*)=(.*)$/s.exec(text) ?? [];
    const format = ExportFormat.safeParse(name).data;
    if (format === undefined || path === undefined)
      throw new Problem(
        'usage',
        `--export ${text}: not FORMAT=FILE; the formats are ${ExportFormat.options.join(', ')}`,
      );
    const file = outputFile('--export', path, [store], 'thresholds.json') ?? path;
    if (places.has(resolve(file))) throw new Problem('usage', `--export ${text}: ${file} is named twice`);
    places.add(resolve(file));
    const use: KeyUse = format === 'opa' ? 'opa' : 'ledger';
    const privateKey = keys.find((key) => key.use === use)?.key ?? null;
    if (privateKey === null && keys.length > 0)
      throw new Problem(
        'usage',
        `--export ${text}: no key of --sign is for it; name one, or leave --sign out`,
      );
    return { format, path: file, privateKey };
  });
  if (files.length === 0 && keys.length > 0)
    throw new Problem('usage', '--sign: nothing is exported; name it with --export');
  return { store, files };
}

function keyAt(path: string): { readonly use: KeyUse; readonly key: KeyObject } {
  const key = readPrivateKey(path, ['ledger', 'opa']);
  return { use: key.asymmetricKeyType === 'ed25519' ? 'ledger' : 'opa', key };
}
