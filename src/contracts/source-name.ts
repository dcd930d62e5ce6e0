import * as z from 'zod';

/** Tools whose files `--from` turns into decisions and verdicts. */
export const SourceName = z.enum([
  'label-studio',
  'langfuse',
  'mlflow',
  'a2i',
  'cloudevents',
  'otel-genai',
  'argilla',
  'phoenix',
  'prodigy',
  'langgraph',
  'openai-agents',
  'jev-eval',
]);
export type SourceName = z.infer<typeof SourceName>;
