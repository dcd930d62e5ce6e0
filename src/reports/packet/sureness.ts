import { thresholdCurve } from '../../charts/threshold-curve.ts';
import type { CertificateMethod, Target } from '../../contracts/certificate.ts';
import type { Selection } from '../../contracts/evidence.ts';
import { percentExact } from '../../contracts/figures.ts';
import type { Packet } from '../../contracts/packet.ts';
import type { DocumentSection } from '../document.ts';
import { count, limitPercent, percentUp, threshold } from '../figures.ts';
import { atMost, dayText, sure, wrongInHundred } from './words.ts';

/** What the certificate promises, in a sentence for page one. */
export function boundWords({ proposal, evidence }: Packet): string {
  const { risk, riskUpper, riskLimit, delta } = proposal.content.evidence;
  const { reach, proposed, recommendation, from, until } = evidence;
  const { target } = recommendation;
  const whose =
    reach.threshold === proposed.threshold
      ? 'that the AI would have taken by itself'
      : `of which the AI was at least ${sure(reach.threshold)} % sure`;
  const seen = `Between ${dayText(from)} and ${dayText(until)}, people judged ${count(reach.reviewed)} of the ${count(reach.decisions)} decisions ${whose}, and found ${count(reach.errors)} wrong.`;
  const certain = `${percentExact(1 - delta)} % certain`;
  const money = moneyOf(target);
  if (money !== null)
    return `${seen} One such decision loses about ${atMost(risk * money.amountCap)} on average, and at most ${atMost(riskUpper * money.amountCap)} (${certain}). The budget is ${atMost(money.budget)}.`;
  const most = `at most ${wrongInHundred(riskUpper, riskLimit)}`;
  const rate =
    risk === 0
      ? `So of 100 such decisions ${most} are wrong (${certain}).`
      : `So of 100 such decisions about ${wrongInHundred(risk, riskUpper)} are wrong, and ${most} (${certain}).`;
  return `${seen} ${rate} The limit set for this domain is ${percentExact(riskLimit)} of 100.`;
}

/** Budget and cap where the promise is one on money. */
function moneyOf({ guarantee, budget, amountCap }: Target): {
  readonly budget: number;
  readonly amountCap: number;
} | null {
  return guarantee === 'cost' && budget !== undefined && amountCap !== undefined
    ? { budget, amountCap }
    : null;
}

const SELECTIONS: Readonly<Record<Selection, string>> = {
  full: 'every decision was to be judged',
  audited: 'by chance, at rates that are known for each decision',
  unknown: 'nobody knows how',
};

const METHODS: Readonly<Record<CertificateMethod, string>> = {
  'beta-mixture-e-process': 'e-process, valid however often somebody looks',
  'inverse-propensity-e-process':
    'e-process weighted by chances of review, valid however often somebody looks',
  'exact-binomial-first-look': 'exact binomial test, of one look',
  'hoeffding-bentkus-first-look': 'Hoeffding–Bentkus bound, of one look',
};

/** Item 2: the bound with everything that it depends on. */
export function surenessSection(packet: Packet, mostWidth: number): DocumentSection {
  const { proposal, evidence } = packet;
  const { risk, riskUpper, riskLimit, delta, certifiedThreshold } = proposal.content.evidence;
  const { reach, proposed, today, recommendation, curve, from, until, selection } = evidence;
  const { certificate, target } = recommendation;
  const share = moneyOf(target) === null ? '' : ', as a share of the most that one decision can lose';
  return {
    title: ITEM_2,
    reading: [
      boundWords(packet),
      `The bound is proven, not estimated: a method that lets a domain pass although its error rate is over the limit does so at most ${percentExact(delta)} times in 100, even if somebody looks every night. It speaks of decisions like those in the record.`,
      ...(reach.threshold === proposed.threshold
        ? []
        : [
            `The figures are those at ${threshold(reach.threshold)}; the AI would act from ${threshold(proposed.threshold)} on.`,
          ]),
    ],
    chart:
      // Money lost is no share of decisions.
      moneyOf(target) === null
        ? thresholdCurve(curve, {
            ...{ width: Math.min(600, mostWidth), height: 300, limit: riskLimit },
            ...{ current: today?.threshold ?? null, proposed: proposed.threshold },
          })
        : null,
    table: {
      caption: 'The certified bound, from the evidence that was frozen with the proposal',
      folded: false,
      words: true,
      headings: ['figure', 'value'],
      rows: [
        [`certified upper bound on the error rate${share}`, `${percentUp(riskUpper, riskLimit)} %`],
        ['limit (alpha)', limitPercent(riskLimit)],
        ['chance of certifying wrongly (delta)', `${percentExact(delta)} %`],
        [
          'error rate, each verdict weighted by one over its chance of review',
          `${percentUp(risk, riskUpper)} %`,
        ],
        [
          'error rate, naive: of the reviewed decisions as they are',
          reach.naiveRisk === null ? '–' : `${percentUp(reach.naiveRisk)} %`,
        ],
        ['decisions at or above the threshold', count(reach.decisions)],
        ['of them reviewed (n)', count(reach.reviewed)],
        ['of them found wrong', count(reach.errors)],
        ['due for review without a verdict (errors in the bound)', count(reach.pending)],
        ['lowest threshold that is certified', threshold(certifiedThreshold)],
        ['threshold of these figures', threshold(reach.threshold)],
        ['method', certificate === null ? '–' : `${METHODS[certificate.method]} (${certificate.method})`],
        ['thresholds tested', certificate === null ? '–' : count(certificate.thresholdsTested)],
        ['guarantee', target.guarantee],
        ['period of the record', `${dayText(from)} to ${dayText(until)}`],
        ['how reviews were chosen', SELECTIONS[selection]],
      ],
    },
  };
}

const ITEM_2 = '2. How sure this is';
