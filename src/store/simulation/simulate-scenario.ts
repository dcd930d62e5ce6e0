/** A weighted choice; weights are whole numbers in any unit. */
export interface SimulationShare {
  readonly name: string;
  readonly weight: number;
}

/** One AI in a domain from `fromDay` on: its latent skill and how confidence distorts it. */
interface SimulationModel {
  readonly model: string;
  readonly fromDay: number;
  readonly skillMean: number;
  readonly skillSd: number;
  readonly ceiling: number;
  readonly slope: number;
  readonly bias: number;
  readonly noise: number;
  readonly scale: number;
  readonly levels: readonly number[] | null;
}

/** One policy version in force from `fromDay` on. */
interface SimulationPolicy {
  readonly version: number;
  readonly fromDay: number;
  readonly model: string;
  readonly level: string;
  readonly threshold: number | null;
  readonly auditRate: number;
}

/** A domain of a simulated history; `scenario-words.ts` explains every parameter. */
export interface SimulationDomain extends SimulationShare {
  readonly features: readonly string[];
  readonly answers: readonly string[];
  readonly regulatory: number;
  readonly legalIntent: number;
  readonly frustration: number;
  readonly amountMedian: number | null;
  readonly amountSpread: number;
  readonly maxAmount: number | null;
  readonly handicap: number;
  readonly handicapFromDay: number | null;
  readonly handicapLanguage: string | null;
  readonly handicapAbove: number | null;
  readonly doubtfulBelow: number | null;
  readonly missing: number;
  readonly unsure: number;
  readonly falseAlarm: number;
  readonly slip: number;
  readonly rubberStamp: number;
  readonly doubleReview: number;
  readonly editShare: number;
  readonly models: readonly SimulationModel[];
  readonly policies: readonly SimulationPolicy[];
}

/** What a simulated history is made of. The store takes it as data and knows no scenario by name. */
export interface SimulationScenario {
  readonly name: string;
  readonly firstDay: string;
  readonly days: number;
  readonly growth: number;
  readonly weekday: readonly number[];
  readonly hour: readonly number[];
  readonly languages: readonly SimulationShare[];
  readonly channels: readonly SimulationShare[];
  readonly alwaysReview: readonly string[];
  readonly delayMedianHours: number;
  readonly delaySpread: number;
  readonly reviewers: readonly (SimulationShare & { readonly seconds: number; readonly hasty: boolean })[];
  readonly domains: readonly SimulationDomain[];
}
