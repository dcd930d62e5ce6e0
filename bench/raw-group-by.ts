import { DuckDBInstance } from '@duckdb/node-api';

/**
 * DuckDB alone: reads the file named on the command line, validates nothing, and runs the GROUP BY that turns
 * rows into evidence cells (all in decimal bands). Prints `{ seconds, cells, peakMegabytes }`.
 */
const [file = ''] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { memory_limit: '2GB' });
const connection = await instance.connect();
const began = performance.now();
const result = await connection.run(`
  SELECT domain, model, policy, verdict, severity, immature, review_probability, band, count(*) AS decisions,
    sum(p - band) AS excess, sum((p - band) * (p - band)) AS excess_squared, sum(cents) AS cents, min(decided_at), max(decided_at)
  FROM (SELECT *, greatest(CASE
      WHEN p BETWEEN 10000 AND 989999 THEN p // 1000 * 1000
      WHEN p >= 999900 OR p < 100 THEN p
      WHEN p >= 999000 OR p < 1000 THEN p // 10 * 10
      ELSE p // 100 * 100 END, (least(p * 15 // 1000000, 14) * 1000000 + 14) // 15) AS band
    FROM (SELECT domain, model, policy, verdict, severity, review_probability, decided_at,
        decided_at > TIMESTAMP '2026-06-27' AS immature,
        round(confidence * 1000000)::INTEGER - (round(confidence * 1000000) / 1000000 > confidence)::INTEGER AS p,
        round(coalesce(amount, 0) * 100)::BIGINT AS cents
      FROM read_parquet('${file.replaceAll("'", "''")}')))
  GROUP BY ALL`);
const seconds = (performance.now() - began) / 1000;
const peakMegabytes = process.resourceUsage().maxRSS / 1000;
process.stdout.write(JSON.stringify({ seconds, cells: result.rowCount, peakMegabytes }));
