import { createHash } from 'node:crypto';
import type { BundleFile } from '../../exporters/opa-archive.ts';

/** Files that OPA reads as JSON before it hashes them. */
const STRUCTURED = ['.manifest', 'data.json'];

/** What the signature of a bundle says of a file. */
export interface SignedFile {
  readonly name: string;
  /** Hexadecimal. */
  readonly hash: string;
  readonly algorithm: 'SHA-256';
}

/**
 * A file of a bundle with its digest: JSON without spaces, its keys in the order of their bytes; else the bytes as they are.
 *
 * @see https://www.openpolicyagent.org/docs/management-bundles#signature-format
 */
export function signedFile({ name, text }: BundleFile): SignedFile {
  const bytes = STRUCTURED.includes(name) ? ordered(JSON.parse(text)) : text;
  return { name, hash: createHash('sha256').update(bytes).digest('hex'), algorithm: 'SHA-256' };
}

function ordered(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(ordered).join(',')}]`;
  if (typeof value !== 'object' || value === null) return primitive(value);
  const fields = Object.entries(value).sort(([one], [other]) =>
    Buffer.compare(Buffer.from(one), Buffer.from(other)),
  );
  return `{${fields.map(([name, own]) => `${primitive(name)}:${ordered(own)}`).join(',')}}`;
}

/** As Go writes it, which escapes the two ends of a line that JSON allows. */
function primitive(value: unknown): string {
  return JSON.stringify(value).replace(/[\u2028\u2029]/g, (end) =>
    end === '\u2028' ? '\\u2028' : '\\u2029',
  );
}
