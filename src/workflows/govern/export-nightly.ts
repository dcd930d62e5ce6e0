import type { Governance } from '../../contracts/governance.ts';
import type { NightlyStep, NightlySummary } from '../../contracts/nightly.ts';
import { exportedOf } from '../exports/in-store.ts';
import { isPublished, type PublishRequest, publishIn } from '../exports/publish-export.ts';
import type { Governing } from './governing.ts';

/** What a night exports after its changes. */
export interface NightlyExports {
  /** The store, as people name it. */
  readonly store: string;
  readonly files: readonly PublishRequest[];
}

export const NO_EXPORTS: NightlyExports = { store: '', files: [] };

type Done = Pick<NightlySummary, 'unwritten'> & { readonly steps: readonly NightlyStep[] };

/** What a night would write if it ended like this. */
export function planExports({ now }: Governing, { files }: NightlyExports, governance: Governance): Done {
  const steps = files.flatMap(({ path, format }) => {
    const exported = exportedOf(governance, now, format);
    const { length } = exported.thresholds.policies;
    return isPublished(path, exported) ? [] : [stepOf(path, `would be written as ${format}`, length)];
  });
  return { steps, unwritten: [] };
}

/** Writes what is in force, each file by itself: one that cannot be written keeps none of the others from being right. */
export async function writeExports(
  { db, now, actor }: Governing,
  { store, files }: NightlyExports,
): Promise<Done> {
  const done = { steps: [] as NightlyStep[], unwritten: [] as NightlySummary['unwritten'] };
  for (const file of files)
    try {
      const place = { path: store, now, actor: actor.name };
      const { isNew, thresholds } = await publishIn(db, place, file);
      const { length } = thresholds.policies;
      if (isNew) done.steps.push(stepOf(file.path, `written as ${file.format}`, length));
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      done.unwritten.push({ path: file.path, reason });
    }
  return done;
}

function stepOf(path: string, what: string, domains: number): NightlyStep {
  const sentence = `${what}, with ${domains} ${domains === 1 ? 'policy' : 'policies'} in force`;
  return { did: 'exported', domain: null, subject: path, from: null, to: null, sentence };
}
