import type { ValidationMethod } from '../contracts/validation.ts';
import { FirstLookWatcher } from './first-look-watcher.ts';
import { LeewayWatcher } from './leeway-watcher.ts';
import {
  clopperPearsonWatcher,
  fixedSequenceWatcher,
  fixedWatcher,
  naiveWatcher,
  sgrWatcher,
} from './usual-watchers.ts';
import type { NewWatcher } from './watcher.ts';

/** Every method that is measured, by the name that the report gives it. */
export const METHODS: Readonly<Record<ValidationMethod, NewWatcher>> = {
  leeway: (setting) => new LeewayWatcher(setting),
  'fixed-0.9': fixedWatcher(0.9),
  naive: naiveWatcher,
  'clopper-pearson': clopperPearsonWatcher,
  sgr: sgrWatcher,
  'ltt-hoeffding-bentkus': fixedSequenceWatcher('hoeffding-bentkus'),
  'ltt-binomial': fixedSequenceWatcher('exact'),
};

/** Leeway on a backlog that is looked at once: all of delta goes to the exact look. */
export const FIRST_LOOK: NewWatcher = (setting) => new FirstLookWatcher(setting);
