import * as z from 'zod';

const Quantity = z.number().nonnegative();

/**
 * What an authority comes to in a month of 30 days at the pace of the record. Money is in the unit of the configuration;
 * null where the record says nothing of it.
 */
export const AuthorityEffect = z.strictObject({
  takenAlone: Quantity.describe('Decisions that the AI takes alone'),
  reviews: Quantity.describe('Decisions that a person looks at: those that ask first, and those audited'),
  reviewCost: Quantity,
  wrong: Quantity.nullable().describe('Of those taken alone, as far as people looked'),
  wrongUpper: Quantity.nullable().describe(
    'The same at the certified bound; null where none is known, and under the guarantee cost',
  ),
  loss: Quantity.nullable().describe('Money that the wrong ones cost'),
  lossUpper: Quantity.nullable().describe('The same at the certified bound'),
});
export type AuthorityEffect = z.infer<typeof AuthorityEffect>;
