import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sendFiles } from '../../src/cli/send-files.ts';
import { Configuration } from '../../src/contracts/configuration.ts';
import { Mapping } from '../../src/contracts/mapping.ts';
import { mappingHeader } from '../../src/http/ask.ts';
import { FIXTURES } from '../support/foreign-files.ts';
import { outcome, post, serving } from '../support/serving.ts';

const header = (mapping: object) => ({ 'leeway-mapping': mappingHeader(Mapping.parse(mapping)) });
const body = (name: string): Buffer => readFileSync(join(FIXTURES, name));

it('a server reads the files of other tools, each by itself, and says what is missing in them', async () => {
  const configuration = Configuration.parse({ defaults: { reviewProbability: 'unknown' } });
  const { url } = await serving({ options: { configuration } });
  const json = { 'content-type': 'application/json' };
  const sent = await post(`${url}/v1/ingests?wait=true`, body('label-studio/export.json'), {
    ...json,
    ...header({ from: 'label-studio' }),
  });
  expect(sent.ingest).toMatchObject({
    status: 'applied',
    summary: { decisions: { added: 6 }, verdicts: { added: 5 }, quarantined: 0 },
  });
  expect(sent.ingest?.notes?.join('\n')).toContain('an export holds only annotated tasks');
  const lines = { 'content-type': 'application/x-ndjson', ...header({ from: 'cloudevents' }) };
  const later = await post(`${url}/v1/ingests`, body('cloudevents/events.jsonl'), lines);
  const applied = await outcome(url, later.ingest?.id);
  expect(applied).toMatchObject({
    status: 'applied',
    summary: { decisions: { added: 3 }, verdicts: { added: 2 } },
  });
  const other = await post(`${url}/v1/ingests?wait=true`, body('cloudevents/events.jsonl'), {
    ...lines,
    ...header({ from: 'mlflow' }),
  });
  expect(other.status).toBe(422);
  expect(other.text).toContain('body: not a file of MLflow');
});

it('a server takes only what people saw into its store once it is told what that means', async () => {
  const { url } = await serving();
  const sent = await post(`${url}/v1/ingests?wait=true`, body('label-studio/export.json'), {
    'content-type': 'application/json',
    ...header({ from: 'label-studio' }),
  });
  expect(sent.status).toBe(422);
  expect(sent.text).toContain('write reviewProbability: unknown under defaults');
  const verdicts = await post(`${url}/v1/ingests?wait=true`, body('label-studio/export.json'), {
    'content-type': 'application/json',
    ...header({ from: 'label-studio', columns: { confidence: null } }),
  });
  expect(verdicts.ingest).toMatchObject({
    status: 'applied',
    summary: { decisions: { added: 0 }, verdicts: { added: 5 } },
  });
});

it('a server is not sent, one by one, files that say something only together', async () => {
  const { url } = await serving();
  const mapping = Mapping.parse({ from: 'langfuse' });
  const files = ['scores.jsonl', 'observations.jsonl'].map((name) => join(FIXTURES, 'langfuse', name));
  await expect(
    sendFiles({ origin: url, token: null, ownerKey: null }, { files, mapping, strict: false }),
  ).rejects.toThrow(
    /^--from langfuse: a server takes one file at a time, and these say something only together/,
  );
  const events = [join(FIXTURES, 'cloudevents/events.jsonl'), join(FIXTURES, 'cloudevents/batch.json')];
  const sent = await sendFiles(
    { origin: url, token: null, ownerKey: null },
    {
      files: events,
      mapping: Mapping.parse({ from: 'cloudevents' }),
      strict: false,
    },
  );
  expect(sent.summary.decisions).toEqual({ added: 3, known: 3 });
  expect(sent.notes).toContain('1 row left out: an event that was sent again (same source and id)');
});
