import { type Configuration, rulesFor } from '../contracts/configuration.ts';
import type { CountsReach, CountsTaken } from '../contracts/counts.ts';
import { Problem } from '../contracts/problem.ts';
import { DAY_MS } from '../contracts/time.ts';
import type { Warehouse } from '../contracts/warehouse.ts';
import { rulesDigest } from '../store/kept/kept-state.ts';
import { checkColumns } from '../warehouse/engines/check-columns.ts';
import type { Connection, Engine } from '../warehouse/engines/engine.ts';
import { openEngine } from '../warehouse/engines/open-engine.ts';
import { historyEnd } from '../warehouse/history-end.ts';
import { leftOut, type Pulled, pull, recordKey } from '../warehouse/pull.ts';
import { refuseRules, sourceDigest } from '../warehouse/written-statements.ts';

import type { CountedStore, Counting } from './counts/counted-store.ts';

/** How much is counted. */
export interface CountRequest {
  readonly configuration: Configuration;
  /** ISO time: nothing later is asked for; null means up to the newest. */
  readonly until: string | null;
  /** Asks for all of the history, whatever was asked for before. */
  readonly all: boolean;
  readonly atOnce: number;
  /** Told how far it has come. */
  readonly tell: (sentence: string) => void;
}

/** What is pulled, and from where. */
export interface PullEvidenceRequest extends CountRequest {
  readonly connection: Connection;
  readonly warehouse: Warehouse;
}

/** What counts decisions, and where they are. */
export interface Counter {
  readonly engine: Engine;
  readonly warehouse: Warehouse;
  /** The lake as the store is to know it, so that it need not be named again; null for none. */
  readonly attached: string | null;
}

export interface PulledEvidence extends Omit<CountsTaken, 'refused'> {
  /** First day that was asked for, as an ISO time; null for all. */
  readonly from: string | null;
  readonly bytes: number;
  readonly statements: number;
}

/**
 * Has an engine count decisions where they are, and takes the counts into the store: in one transaction, those days only that may have
 * changed since the last time.
 *
 * @throws Problem input-refused: no connection, what the engine refuses, or a store that holds decisions; configuration: columns that
 * are not there, or rules that no engine is asked for
 */
export async function pullEvidence(
  counting: Counting,
  request: PullEvidenceRequest,
): Promise<PulledEvidence> {
  const { warehouse, connection } = request;
  return countInto(counting, request, async () => ({
    ...{ engine: await openEngine(connection), warehouse, attached: null },
  }));
}

/** The same by whatever is opened for it, once the store is found to take counts. */
export async function countInto(
  counting: Counting,
  request: CountRequest,
  open: (reach: CountsReach | null, store: CountedStore) => Promise<Counter>,
): Promise<PulledEvidence> {
  refuseRules(request.configuration);
  const rules = rulesDigest(request.configuration);
  return counting(async (store) => {
    const reach = await store.reach(rules);
    const counter = await open(reach, store);
    try {
      return await pullInto(store, rules, reach, counter, request);
    } finally {
      await counter.engine.close();
    }
  });
}

async function pullInto(
  store: CountedStore,
  rules: string,
  reach: CountsReach | null,
  { engine, warehouse, attached }: Counter,
  request: CountRequest,
): Promise<PulledEvidence> {
  const { configuration, tell, until } = request;
  const { hasFineTimes, bareTimes } = await checkColumns(engine, warehouse);
  if (bareTimes.length > 0)
    tell(
      `${bareTimes.join(', ')}: without a zone, taken for UTC; name timeZone in the file of --source where it is another`,
    );
  const dialect = hasFineTimes ? engine.fineDialect : engine.dialect;
  const fromDay = request.all ? null : firstDay(reach, warehouse, configuration, rules);
  const known = { fromDay, asOf: reach?.asOf ?? null };
  const asOfUs = await historyEnd(engine, { dialect, warehouse, configuration }, until, store.now, known);
  const records = fromDay === null ? [] : await store.before(fromDay);
  const before = new Map(records.map(({ decisions, ...record }) => [recordKey(record), decisions]));
  const { files, bytes, statements }: Pulled = await pull({
    ...{ engine, dialect, warehouse, configuration, rules, asOfUs, fromDay, before, tell },
    ...{ folder: store.folder, atOnce: request.atOnce },
  });
  const answers = { files, rules, fromDay, partDays: warehouse.partDays, attached, isImported: false };
  const taken = await store.take(answers);
  if (taken === null)
    throw new Problem('input-refused', `${engine.label}: changed while it was asked; ask again`);
  const { refused, ...replaced } = taken;
  if (refused.length > 0) tell(`left out: ${leftOut(refused)}`);
  const from = fromDay === null ? null : new Date(fromDay * DAY_MS).toISOString();
  return { ...replaced, from, bytes, statements };
}

/** The first day whose counts may have changed: verdicts come late, and what was too young has come of age. */
function firstDay(
  state: CountsReach | null,
  warehouse: Warehouse,
  configuration: Configuration,
  rules: string,
): number | null {
  if (state === null || state.rules !== rules || state.source !== sourceDigest(warehouse)) return null;
  const maturity = ['', ...Object.keys(configuration.domains)].map(
    (name) => rulesFor(configuration, name).maturity,
  );
  const since = Date.parse(state.asOf) - Math.max(warehouse.lateVerdicts, ...maturity);
  const day = Math.floor(since / DAY_MS / warehouse.partDays) * warehouse.partDays;
  return Math.max(0, day);
}
