import type { DocumentSection } from '../document.ts';

const ITEM_14 = '14. Which rules ask for what is recorded here';

/** Texts that ask for records, and the sections that record it. */
const TAGS: readonly (readonly [rule: string, records: string])[] = [
  [
    'EU AI Act, article 12 (record-keeping)',
    'This document records events by a ledger whose entries are chained: sections 9, 11, 13.',
  ],
  [
    'EU AI Act, article 14 (human oversight)',
    'It records what stays with people, who reviewed, and who can step in and how: sections 7, 8, 10.',
  ],
  [
    'EU AI Act, article 26 (deployers)',
    'It records who decides on use, what is monitored, and when it ends: sections 10, 13.',
  ],
  ['NIST AI RMF, GOVERN', 'It records roles, quorum, conditions and dissent: section 13.'],
  ['NIST AI RMF, MAP', 'It records the domain, what is asked for, and for whom it is worse: sections 1, 6.'],
  [
    'NIST AI RMF, MEASURE',
    'It records the error bound, calibration, groups and reviewers: sections 2, 3, 6, 8.',
  ],
  [
    'NIST AI RMF, MANAGE',
    'It records expected harm, incidents, and what takes authority back: sections 5, 9, 10.',
  ],
  [
    'ISO/IEC 42001, A.3.2 (roles and responsibilities)',
    'It records who proposed, who voted and in which role: section 13.',
  ],
  [
    'ISO/IEC 42001, A.6.2.4 (verification and validation)',
    'It records the evidence and how to compute it again: sections 2, 11.',
  ],
  [
    'ISO/IEC 42001, A.6.2.6 (operation and monitoring)',
    'It records what is watched once it is in force: sections 9, 10.',
  ],
  ['ISO/IEC 42001, A.6.2.8 (event logs)', 'It records the state of the ledger: section 11.'],
];

/** Item 14: tags for whoever files it; never a claim. */
export function tagsSection(): DocumentSection {
  return {
    title: ITEM_14,
    reading: [
      'These are tags for filing: which text asks for a record of the kind that stands here. Whether anything complies with a text, or falls under it at all, this document does not say.',
    ],
    chart: null,
    table: {
      caption: 'Tags',
      folded: false,
      words: true,
      headings: ['text', 'what is recorded'],
      rows: TAGS.map((tag) => [...tag]),
    },
  };
}
