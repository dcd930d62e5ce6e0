/** Audited verdicts of one night above a threshold. */
export interface AuditNight {
  /** UTC day, as YYYY-MM-DD. */
  readonly night: string;
  /** Verdicts by inclusion probability, the smallest that the domain knows, and loss; one that is due and has not come is a loss of 1. */
  readonly cells: readonly {
    readonly pi: number;
    readonly piMin: number;
    readonly loss: number;
    readonly count: number;
  }[];
}

/** The risk rose over its limit: UTC days, as YYYY-MM-DD. */
export interface Drift {
  readonly soundedOn: string;
  /** It begins anew each time: the last time that it sounded. */
  readonly lastSoundedOn: string;
  /** Since when it seems to have been higher. */
  readonly roseOn: string;
}
