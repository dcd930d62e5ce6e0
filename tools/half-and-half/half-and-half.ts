import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Configuration } from '../../src/contracts/configuration.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import { Database } from '../../src/store/database.ts';
import { recommendFromFiles } from '../../src/workflows/recommend-from-files.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { type Half, splitInTime } from './split-in-time.ts';
import { type Group, groupsOf, naiveThresholds, passedBy, type Threshold } from './thresholds.ts';

/** Ways to find a threshold on the first half. */
export type Way = 'certified' | 'firstLook' | 'naive';

export interface HalvesRequest {
  readonly files: readonly string[];
  readonly mapping: Mapping;
  /** Limit and failure probability, both in (0, 1). */
  readonly risk: number;
  readonly delta: number;
}

/** One (domain, model) of the second half; null where a way found no threshold, or nothing tells how it fared. */
export interface HalvesRow extends Group {
  readonly outcomes: Readonly<Record<Way, Outcome | null>>;
}

export interface HalfAndHalf {
  readonly risk: number;
  readonly delta: number;
  readonly first: Half;
  readonly second: Half;
  readonly rows: readonly HalvesRow[];
}

/**
 * Finds thresholds on the first half of a history in time, and counts what they would have let through on the
 * second: certified, certified with a first look, and naive.
 *
 * @throws Problem input-refused: a file that cannot be read, or a history without a second half
 */
export async function halfAndHalf(request: HalvesRequest): Promise<HalfAndHalf> {
  const { risk, delta } = request;
  const folder = mkdtempSync(join(tmpdir(), 'leeway-halves-'));
  const db = await Database.open();
  try {
    const { first, second } = await splitInTime(db, request.files, request.mapping, folder);
    const thresholds: Record<Way, Threshold[]> = {
      certified: await certifiedThresholds(first.path, request, false),
      firstLook: await certifiedThresholds(first.path, request, true),
      naive: await naiveThresholds(db, first.path, risk),
    };
    const judge = async (way: Way): Promise<Map<string, Outcome>> => {
      const passed = await passedBy(db, second.path, thresholds[way]);
      return new Map(passed.map((one) => [keyOf(one), outcomeOf(one, risk, delta)]));
    };
    const [certified, firstLook, naive] = [
      await judge('certified'),
      await judge('firstLook'),
      await judge('naive'),
    ];
    const groups = await groupsOf(db, second.path);
    const rows = groups.map((group) => {
      const at = (found: Map<string, Outcome>): Outcome | null =>
        group.judged ? (found.get(keyOf(group)) ?? null) : null;
      return {
        ...group,
        outcomes: { certified: at(certified), firstLook: at(firstLook), naive: at(naive) },
      };
    });
    return { risk, delta, first, second, rows };
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function certifiedThresholds(
  half: string,
  { risk, delta }: HalvesRequest,
  firstLook: boolean,
): Promise<Threshold[]> {
  const { report } = await recommendFromFiles({
    files: [half],
    mapping: Mapping.parse({}),
    configuration: Configuration.parse({ defaults: { risk, delta } }),
    asOf: null,
    firstLook,
    quarantineFile: null,
  });
  return report.recommendations.flatMap(({ domain, model, certified }) =>
    certified === null ? [] : [{ domain, model, threshold: certified.threshold }],
  );
}

function keyOf(one: { readonly domain: string; readonly model: string }): string {
  return JSON.stringify([one.domain, one.model]);
}
