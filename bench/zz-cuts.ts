import { rmSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { Configuration } from '../src/contracts/configuration.ts';
import { Mapping } from '../src/contracts/mapping.ts';
import { ingest } from '../src/store/record/ingest.ts';
import { closeRecord, openRecord } from '../src/store/record/open-record.ts';
import { raw } from '../src/store/sql.ts';
import { cutsOnRecord } from '../src/workflows/cuts-of-domain.ts';
const n = Number(process.argv[2]);
const NOW = '2026-12-01T00:00:00.000Z';
const path = `/tmp/cuts-perf/${n}.duckdb`;
rmSync(path, { force: true });
const db = await openRecord(path, { at: NOW, create: true });
const csv = `/tmp/cuts-perf/${n}.parquet`;
await db.run(raw(`COPY (SELECT 'd' || i AS decision_id, 'refunds' AS domain, TIMESTAMP '2026-01-01' + to_seconds((i * 15000000 / ${n})::BIGINT) AS decided_at,
  0.5 + (hash(i, 1) % 5000) / 10000 AS confidence, 'm' || (hash(i,9) % 2) AS model, round((hash(i, 2) % 100000) / 50, 2) AS amount,
  CASE hash(i,3) % 10 WHEN 0 THEN ['legal'] WHEN 1 THEN ['vip', 'new'] END AS triggers, CASE WHEN hash(i,4) % 2 = 0 THEN 0.2 ELSE 1 END AS review_probability,
  CASE WHEN hash(i,4) % 2 = 1 OR hash(i,5) % 5 = 0 THEN CASE WHEN hash(i,6) % 20 = 0 THEN 'override' ELSE 'agree' END END AS verdict,
  CASE WHEN hash(i,4) % 2 = 1 OR hash(i,5) % 5 = 0 THEN 'r' || (hash(i,7) % 25) END AS reviewer_id,
  'l' || (hash(i,10) % 12) AS lang, 'c' || (hash(i,11) % 5) AS channel, 'p' || (hash(i,12) % 40) AS product, 't' || (hash(i,13) % 4) AS tier, 'z' || (hash(i,14) % 3000) AS city
  FROM range(${n}) r(i)) TO '${csv}' (FORMAT parquet)`));
const segments = ['lang', 'channel', 'product', 'tier', ...(process.argv[3] === 'city' ? ['city'] : [])];
await ingest(db, [csv], Mapping.parse({ segments }), { at: NOW, beforeAdding: () => {} });
const configuration = Configuration.parse({});
const question = { domain: 'refunds', model: null, configuration, asOf: null };
for (let i = 0; i < 4; i++) {
  const t = performance.now();
  const cuts = await cutsOnRecord(db, question, true);
  console.log(n, segments.length, (performance.now() - t).toFixed(0), 'ms', cuts.whole, cuts.slicesTested, cuts.worstSlices.filter((s) => s.found).length, cuts.byReviewer.length);
}
closeRecord(db, path);
console.log(Math.round(process.memoryUsage.rss() / 1e6), 'MB');
