import type { Packet } from '../../src/contracts/packet.ts';

/** What everything that can be done with a proposal is given. */
export interface DecideProps {
  readonly packet: Packet;
  /** What is asked for, in the words of page one. */
  readonly asked: string;
  /** Hears, in a sentence, what was done. */
  readonly onDone: (what: string) => void;
}
