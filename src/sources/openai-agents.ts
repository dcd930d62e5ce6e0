import { raw } from '../store/sql.ts';
import { APPROVALS, approvalRows } from './approvals.ts';
import type { Foreign } from './foreign.ts';

/** Log of the approvals of the OpenAI Agents SDK: one interruption a line, with its answer. */
export const OPENAI_AGENTS: Foreign = {
  name: 'openai-agents',
  tool: 'the OpenAI Agents SDK',
  expects: 'a log of approvals, one interruption a line (rawItem, and decision or approved)',
  signs: [
    ['rawItem', 'decision'],
    ['rawItem', 'approved'],
    ['raw_item', 'decision'],
    ['raw_item', 'approved'],
  ],
  options: {},
  isWhole: APPROVALS.isWhole,
  chosenBy: APPROVALS.chosenBy,
  time: APPROVALS.time,
  rows: async () => ({ rows: approvalRows(raw(CALLS)), notes: [APPROVALS.note] }),
};

const CALLS = `
    SELECT n, record, coalesce((item ->> '$.callId'), (item ->> '$.call_id'), (item ->> '$.id')) AS id, coalesce((item ->> '$.name'), (record ->> '$.toolName')) AS tool,
      coalesce((record ->> '$.decision'), CASE (record ->> '$.approved') WHEN 'true' THEN 'approve' WHEN 'false' THEN 'reject' END) AS said,
      coalesce((record ->> '$.alwaysApprove'), (record ->> '$.always_approve'), (record ->> '$.alwaysReject'), (record ->> '$.always_reject'), 'false') = 'true' AS always
    FROM (SELECT n, record, coalesce((record -> '$.rawItem'), (record -> '$.raw_item')) AS item FROM foreign_records WHERE is_own)`;
