import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { IngestStatus } from '../../../src/contracts/ingest-status.ts';
import { Requests } from '../../../src/store/spool/requests.ts';
import { temporaryFolder } from '../../support/write-history.ts';

const HOUR = 3_600_000;
let now = Date.UTC(2026, 5, 1);
const clock = (): number => now;
const status = (id: string, over: Partial<IngestStatus> = {}): IngestStatus => ({
  ...{ id, status: 'spooled', bytes: 1, rows: 1, run: null, summary: null, quarantined: [], refusal: null },
  ...over,
});

describe('requests', () => {
  it('are known by their keys for a day, across restarts, and what tore in a crash is not', async () => {
    const path = join(temporaryFolder(), 'requests.jsonl');
    const first = await Requests.open(path, clock);
    first.begin(status('1-0'), { key: 'k', digest: 'd', at: now });
    first.begin(status('1-1'), null);
    expect(first.waiting).toBe(2);
    await first.settle([status('1-0', { status: 'applied', run: 3 }), status('1-1', { status: 'applied' })]);
    appendFileSync(path, '{"key":"torn","dig');
    now += 23 * HOUR;
    const second = await Requests.open(path, clock);
    expect(second.withKey('k')).toMatchObject({ id: '1-0', digest: 'd' });
    expect(second.status('1-0')).toMatchObject({ status: 'applied', run: 3 });
    expect(second.status('1-1')).toBeNull();
    now += 2 * HOUR;
    expect(second.withKey('k')).toBeNull();
    await Requests.open(path, clock);
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  it('are known for as long as they wait, however long that is', async () => {
    const requests = await Requests.open(join(temporaryFolder(), 'requests.jsonl'), clock);
    requests.begin(status('1-0'), { key: 'k', digest: 'd', at: now });
    now += 48 * HOUR;
    expect(requests.withKey('k')).toMatchObject({ id: '1-0' });
    await requests.settle([status('1-0', { status: 'refused' })]);
    expect(requests.withKey('k')).toMatchObject({ id: '1-0' });
    expect(requests.status('1-0')).toMatchObject({ status: 'refused' });
  });
});
