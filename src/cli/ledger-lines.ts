import { type LedgerExport, LedgerPage } from '../contracts/ledger-export.ts';
import type { Server } from '../http/client.ts';
import { answerOf } from './answer-of.ts';

const PAGE = 1000;

/** The lines of the ledger behind a server, page by page, as an export has them. */
export async function* linesOfServer(server: Server): AsyncGenerator<LedgerExport> {
  let from: number | null = 1;
  while (from !== null) {
    const page: LedgerPage = await answerOf(server, `/v1/ledger?from=${from}&limit=${PAGE}`, LedgerPage);
    const checkpoints = [...page.checkpoints];
    for (const entry of page.entries) {
      yield { kind: 'entry', ...entry };
      while (checkpoints[0]?.seq === entry.seq) {
        const [checkpoint] = checkpoints.splice(0, 1);
        if (checkpoint !== undefined) yield { kind: 'checkpoint', ...checkpoint };
      }
    }
    for (const checkpoint of checkpoints) yield { kind: 'checkpoint', ...checkpoint };
    from = page.next;
  }
}
