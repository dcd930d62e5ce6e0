import type { PortfolioPromise } from '../contracts/recommendation.ts';

const MEANING: Readonly<Record<PortfolioPromise['family'], string>> = {
  none: 'each judged by itself',
  holm: 'so that with the same certainty not one is wrong (holm)',
  'e-bh': 'so that few of them are wrong on average (e-bh)',
};

/** What each promise for all domains together would allow; nothing where there is but one domain. */
export function portfolioSentence({ family, domains, allows }: PortfolioPromise): string | null {
  if (domains < 2) return null;
  const parts = (['none', 'holm', 'e-bh'] as const).map(
    (option) => `${allows[option]} ${MEANING[option]}${option === family ? ' – as chosen' : ''}`,
  );
  return `Of ${domains} domains the evidence is enough for ${parts.join(', ')}.`;
}
