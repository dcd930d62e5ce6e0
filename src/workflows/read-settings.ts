import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Document, parseDocument } from 'yaml';
import type { z } from 'zod';
import { Configuration } from '../contracts/configuration.ts';
import { holdsHalfSign } from '../contracts/half-signs.ts';
import { Mapping } from '../contracts/mapping.ts';
import { Problem } from '../contracts/problem.ts';
import { SourceName } from '../contracts/source-name.ts';
import { valuesIn } from '../contracts/values-in.ts';
import { Warehouse } from '../contracts/warehouse.ts';

export const DEFAULT_CONFIGURATION_FILE = 'leeway.yaml';

/**
 * Reads `leeway.yaml`. Without a name the file of this folder is taken where there is one, else the defaults.
 * @throws Problem configuration: a wrong key, type or value, with its path in the file
 */
export function readConfiguration(path: string | null): Configuration {
  return readConfigurationFile(path).configuration;
}

/** A file of rules, as it was when it was read. */
export interface ConfigurationFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/**
 * The same with the file that it came from; null where it came from none.
 * @throws Problem configuration
 */
export function readConfigurationFile(path: string | null): {
  readonly configuration: Configuration;
  readonly file: ConfigurationFile | null;
} {
  if (path === null && !existsSync(DEFAULT_CONFIGURATION_FILE))
    return { configuration: Configuration.parse({}), file: null };
  const name = path ?? DEFAULT_CONFIGURATION_FILE;
  const text = readSettings(name);
  return { configuration: parseYaml(name, text, Configuration), file: { path: resolve(name), text } };
}

/**
 * Reads a `--map` file; null means that every column has its contract name.
 *
 * @param from the tool that wrote the files; null means that the mapping says it, or that none did
 * @throws Problem configuration: a wrong key, type or value; usage: a tool that there is not, or another than the mapping names
 */
export function readMapping(path: string | null, from: string | null = null): Mapping {
  const mapping = path === null ? Mapping.parse({}) : readYaml(path, Mapping);
  if (from === null) return mapping;
  const named = SourceName.safeParse(from);
  if (!named.success)
    throw new Problem('usage', `--from ${from}: no such tool; it reads ${SourceName.options.join(', ')}`);
  if (mapping.from !== undefined && mapping.from !== named.data)
    throw new Problem('usage', `--from ${from}: ${path} says ${mapping.from}; leave one of them out`);
  return { ...mapping, from: named.data };
}

/**
 * Reads a `--source` file.
 *
 * @throws Problem configuration: a wrong key, type or value, with its path in the file
 */
export function readWarehouse(path: string): Warehouse {
  return readYaml(path, Warehouse);
}

function readYaml<S extends z.ZodType>(path: string, schema: S): z.output<S> {
  return parseYaml(path, readSettings(path), schema);
}

/** @throws Problem configuration: it cannot be read */
export function readSettings(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new Problem('configuration', `${path}: cannot be read; check the name`);
  }
}

/**
 * A YAML text, understood.
 *
 * @param path what it is called in what is said of it
 * @throws Problem configuration
 */
export function parseYaml<S extends z.ZodType>(path: string, content: string, schema: S): z.output<S> {
  const value = yamlValue(path, content);
  // Schemas drop it without a word: a limit for a domain of this name would be none.
  if (namesPrototype(value))
    throw new Problem('configuration', `${path}: "__proto__" cannot be a name here; rename it`);
  if (holdsHalfSign(value))
    throw new Problem(
      'configuration',
      `${path}: a text in it holds half of a sign; write it as whole Unicode`,
    );
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `${issue.path.join('.') || 'top level'}: ${issue.message}`,
  );
  throw new Problem('configuration', `${path}: ${faults.join('; ')}`, { faults });
}

function yamlValue(path: string, content: string): unknown {
  try {
    return yamlDocument(path, content).toJS();
  } catch (error) {
    if (error instanceof Problem) throw error;
    // Aliases of aliases can stand for more than memory holds, and lists of lists go deeper than it follows.
    throw notYaml(path, error instanceof Error ? error.message : String(error));
  }
}

/**
 * A YAML text with its comments and places.
 *
 * @throws Problem configuration: it is none
 */
export function yamlDocument(path: string, content: string): Document.Parsed {
  const document = parseDocument(content);
  const [fault] = document.errors;
  if (fault !== undefined) throw notYaml(path, fault.message.split('\n')[0]);
  return document;
}

function notYaml(path: string, reason: string | undefined): Problem {
  return new Problem('configuration', `${path}: not valid YAML: ${reason?.replace(/:$/, '')}`);
}

function namesPrototype(value: unknown): boolean {
  for (const one of valuesIn(value))
    if (typeof one === 'object' && one !== null && Object.hasOwn(one, '__proto__')) return true;
  return false;
}
