import { Problem } from '../contracts/problem.ts';
import type { RecommendationReport } from '../contracts/recommendation.ts';
import { visible } from '../reports/figures.ts';
import { explainFiles } from '../workflows/explain-files.ts';
import { readMapping } from '../workflows/read-settings.ts';
import { type RecommendAnswer, recommendFromFiles } from '../workflows/recommend-from-files.ts';
import type { RecordQuestion } from '../workflows/recommend-on-record.ts';
import { tellNotes } from './from-option.ts';
import { printExplanation } from './print-explanation.ts';
import { quarantineFile } from './quarantine-file.ts';
import type { Where } from './server-url.ts';
import { quarantineSentence, rowsText, strictRefusal, tellQuarantine } from './tell-quarantine.ts';

/** What is said of files, beside their names. */
interface FileOptions extends Where {
  readonly map?: string;
  readonly from?: string;
  readonly quarantine?: string;
  readonly strict?: boolean;
  readonly quiet?: boolean;
}

/** Says how files were understood. */
export async function explainNamed(files: readonly string[], options: FileOptions): Promise<void> {
  const mapping = readMapping(options.map ?? null, options.from ?? null);
  const explanation = await explainFiles({ files, mapping });
  if (options.quiet !== true) tellNotes(explanation.notes);
  await printExplanation(explanation);
}

/**
 * Recommends on files, and tells what was refused of them.
 *
 * @throws Problem usage: a store is named beside them; input-refused: nothing is left to judge, or all or nothing was asked
 */
export async function recommendNamed(
  files: readonly string[],
  question: RecordQuestion,
  options: FileOptions,
): Promise<RecommendationReport> {
  for (const name of ['db', 'url'] as const)
    if (options[name] !== undefined)
      throw new Problem('usage', `--${name}: recommend reads files or a store; leave one of them out`);
  const answer = await recommendFromFiles({
    ...question,
    files,
    mapping: readMapping(options.map ?? null, options.from ?? null),
    quarantineFile: quarantineFile(options.quarantine, files),
  });
  refuse(answer, options);
  if (options.quiet !== true) {
    tellNotes(answer.notes);
    tellQuarantine(answer.quarantined, whereTheyAre(options));
  }
  return answer.report;
}

function whereTheyAre({ quarantine }: FileOptions): string {
  return quarantine === undefined
    ? '--quarantine FILE writes the refused rows out'
    : `the refused rows stand in ${visible(quarantine)}`;
}

/** @throws Problem input-refused: nothing is left to judge, or all or nothing was asked and something was refused */
function refuse({ report, quarantined }: RecommendAnswer, options: FileOptions): void {
  const refused = report.input.quarantined;
  if (report.input.decisions === 0)
    throw new Problem(
      'input-refused',
      `no decision is left to judge: ${refused === 1 ? 'the only row was' : `all ${rowsText(refused)} were`} refused (${quarantineSentence(quarantined)}); ${whereTheyAre(options)}`,
      { quarantined },
    );
  if (options.strict === true && refused > 0) throw strictRefusal(quarantined, whereTheyAre(options));
}
