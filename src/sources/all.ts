import type { SourceName } from '../contracts/source-name.ts';
import { A2I } from './a2i.ts';
import { ARGILLA } from './argilla.ts';
import { CLOUDEVENTS } from './cloudevents.ts';
import type { Foreign } from './foreign.ts';
import { JEV_EVAL } from './jev-eval.ts';
import { LABEL_STUDIO } from './label-studio.ts';
import { LANGFUSE } from './langfuse.ts';
import { LANGGRAPH } from './langgraph.ts';
import { MLFLOW } from './mlflow.ts';
import { OPENAI_AGENTS } from './openai-agents.ts';
import { OTEL_GENAI } from './otel-genai.ts';
import { PHOENIX } from './phoenix.ts';
import { PRODIGY } from './prodigy.ts';

/** Every tool, by its name. */
export const FOREIGN: Readonly<Record<SourceName, Foreign>> = {
  'label-studio': LABEL_STUDIO,
  langfuse: LANGFUSE,
  mlflow: MLFLOW,
  a2i: A2I,
  cloudevents: CLOUDEVENTS,
  'otel-genai': OTEL_GENAI,
  argilla: ARGILLA,
  phoenix: PHOENIX,
  prodigy: PRODIGY,
  langgraph: LANGGRAPH,
  'openai-agents': OPENAI_AGENTS,
  'jev-eval': JEV_EVAL,
};
