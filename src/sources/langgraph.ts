import { raw } from '../store/sql.ts';
import { ANSWERED, APPROVALS, approvalRows } from './approvals.ts';
import type { Foreign } from './foreign.ts';

/** Log of the human-in-the-loop middleware of LangChain and LangGraph: what the agent asked, and what it was answered. */
export const LANGGRAPH: Foreign = {
  name: 'langgraph',
  tool: 'LangGraph',
  expects:
    'a log of approvals: action_requests with their decisions, or one call a line (tool_call_id, name, decision)',
  signs: [
    ['action_requests', 'decisions'],
    ['actionRequests', 'decisions'],
    ['tool_call_id', 'name', 'decision'],
  ],
  options: {},
  isWhole: APPROVALS.isWhole,
  chosenBy: APPROVALS.chosenBy,
  time: APPROVALS.time,
  rows: async () => ({ rows: approvalRows(raw(CALLS)), notes: [APPROVALS.note] }),
};

/** Decisions stand in the order of the requests that they answer. */
const CALLS = `
    WITH batches AS (
        SELECT n, record, coalesce(json_extract(record, '$.action_requests[*]'), []) || coalesce(json_extract(record, '$.actionRequests[*]'), []) AS asked,
          json_extract(record, '$.decisions[*]') AS given FROM foreign_records WHERE is_own AND (record -> '$.decisions') IS NOT NULL),
      pairs AS (SELECT *, unnest(range(1, greatest(len(asked), len(given), 1) + 1)) AS place FROM batches)
    SELECT n, record, coalesce((asked[place] ->> '$.tool_call_id'), (asked[place] ->> '$.id'), json_extract_string(record, '$.tool_call_ids[*]')[place],
        coalesce((record ->> '$.interrupt_id'), (record ->> '$.checkpoint_id'), (record ->> '$.thread_id') || '@' || ${ANSWERED}) || '/' || place) AS id,
      coalesce((asked[place] ->> '$.name'), (asked[place] ->> '$.action')) AS tool, (given[place] ->> '$.type') AS said, false AS always FROM pairs
    UNION ALL SELECT n, record, (record ->> '$.tool_call_id'), (record ->> '$.name'),
      CASE WHEN json_type(record, '$.decision') = 'OBJECT' THEN (record ->> '$.decision.type') ELSE (record ->> '$.decision') END, false
      FROM foreign_records WHERE is_own AND (record -> '$.decisions') IS NULL`;
