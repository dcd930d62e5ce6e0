import * as z from 'zod';
import { Problem } from '../contracts/problem.ts';
import type { Database } from '../store/database.ts';
import { raw } from '../store/sql.ts';

interface Chosen {
  /** null where there is none. */
  readonly confidence: string | null;
  /** The name, and whether only what people gave counts, of several of that name. */
  readonly verdict: { readonly name: string; readonly byPeople: boolean } | null;
}

const Name = z.object({ name: z.string(), given_by: z.string(), numeric: z.boolean() });

/** Names that say of themselves what they are. */
const CONFIDENCE = /^(?:confidence|probability|p_correct)$/i;

/**
 * Which of the scores in `foreign_assessments` is the confidence, and which the verdict: those that were named, else the
 * only ones that can be.
 *
 * @param word what a score is called
 * @throws Problem configuration: a name that no score has, or several that could be meant
 */
export async function chooseNames(
  db: Database,
  options: Readonly<Record<string, string>>,
  word: string,
): Promise<Chosen> {
  const names = await db.rows(
    Name,
    raw(`SELECT name, given_by, avg((TRY_CAST(score AS DOUBLE) IS NOT NULL)::INTEGER) > 0.5 AS numeric FROM foreign_assessments
      WHERE why IS NULL AND name IS NOT NULL GROUP BY ALL ORDER BY name, given_by`),
  );
  const named = (option: 'confidence' | 'verdict'): string | null => {
    const wanted = options[option];
    if (wanted === undefined) return null;
    if (names.some(({ name }) => name === wanted)) return wanted;
    throw new Problem(
      'configuration',
      `--map: options: ${option}: no ${word} is called ${JSON.stringify(wanted)} (found: ${listed(names.map(({ name }) => name))}); correct the name`,
    );
  };
  const only = (option: 'confidence' | 'verdict', found: readonly string[]): string | null => {
    const distinct = [...new Set(found)];
    const clear = option === 'confidence' ? distinct.filter((name) => CONFIDENCE.test(name)) : [];
    const [one = null, ...others] = clear.length === 1 ? clear : distinct;
    if (others.length === 0) return one;
    throw new Problem(
      'configuration',
      `several ${word}s could be the ${option} (${listed(distinct)}); choose one in --map, for example options: { ${option}: ${distinct[0]} }`,
    );
  };
  const people = names.filter(({ given_by }) => given_by === 'human').map(({ name }) => name);
  const given = named('confidence');
  const verdict =
    named('verdict') ??
    only(
      'verdict',
      people.filter((name) => name !== given),
    );
  const machine = names.filter(
    ({ name, given_by, numeric }) => given_by === 'machine' && numeric && name !== verdict,
  );
  return {
    confidence:
      given ??
      only(
        'confidence',
        machine.map(({ name }) => name),
      ),
    verdict: verdict === null ? null : { name: verdict, byPeople: people.includes(verdict) },
  };
}

function listed(names: readonly string[]): string {
  const distinct = [...new Set(names)];
  return distinct.length === 0 ? 'none' : distinct.slice(0, 8).join(', ').slice(0, 200);
}
