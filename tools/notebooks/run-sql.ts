import { DuckDBInstance, type DuckDBType, DuckDBTypeId, type JS } from '@duckdb/node-api';

/** A value as a cell in TypeScript has it: counts as numbers, times as ISO texts. */
type Value = string | number | boolean | null;

/** Answers of SQL: rows, and what TypeScript calls their type. */
export interface Answer {
  readonly rows: readonly Readonly<Record<string, Value>>[];
  readonly type: string;
}

const NUMBERS = [
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.DOUBLE,
];
const TEXTS = [DuckDBTypeId.VARCHAR, DuckDBTypeId.TIMESTAMP, DuckDBTypeId.DATE];

/**
 * Runs SQL in order, in one database in memory.
 *
 * @param root where paths of files begin
 * @returns an answer each; null where it is asked for none
 * @throws Error where a statement fails, or answers in a type that no cell can read
 */
export async function runSql(
  statements: readonly { readonly code: string; readonly name: string | null }[],
  root: string,
): Promise<(Answer | null)[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run(`SET file_search_path = '${root.replaceAll("'", "''")}'`);
    // Sums of doubles are then the same on every machine.
    await connection.run('SET threads = 1');
    const answers: (Answer | null)[] = [];
    for (const { code, name } of statements) {
      const reader = await connection.runAndReadAll(code);
      if (name === null) {
        answers.push(null);
        continue;
      }
      const [names, types] = [reader.columnNames(), reader.columnTypes()];
      const rows = reader
        .getRowObjectsJS()
        .map((row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, plain(value)])));
      const columns = names.map((column, place) => {
        const isNull = rows.some((row) => row[column] === null);
        return `readonly ${column}: ${typeName(types[place] as DuckDBType)}${isNull ? ' | null' : ''}`;
      });
      answers.push({ rows, type: `readonly { ${columns.join('; ')} }[]` });
    }
    return answers;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function typeName({ typeId }: DuckDBType): string {
  if (NUMBERS.includes(typeId)) return 'number';
  if (TEXTS.includes(typeId)) return 'string';
  if (typeId === DuckDBTypeId.BOOLEAN) return 'boolean';
  throw new Error(
    `a cell of SQL answers in ${DuckDBTypeId[typeId]}; cast it to a number, a text or a boolean`,
  );
}

function plain(value: JS): Value {
  if (typeof value === 'bigint') {
    if (!Number.isSafeInteger(Number(value))) throw new Error(`${value} is no count that a number can hold`);
    return Number(value);
  }
  if (value instanceof Date) return value.toISOString();
  if (value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value as Value;
  throw new Error('a cell of SQL answers in a type that is neither number, text nor boolean');
}
