import { count, counted } from '../../src/contracts/figures.ts';
import { useFilters } from '../address/use-filters.ts';
import { TextFilter } from '../parts/filter-fields.tsx';
import { Nothing } from '../parts/nothing.tsx';
import { TERMS } from './terms.ts';

/** Every term in one plain sentence; a link leads to each. */
export function Glossary() {
  const filters = useFilters();
  const sought = filters.get('find').trim().toLowerCase();
  const found = TERMS.filter(({ term, means }) => `${term} ${means}`.toLowerCase().includes(sought));
  return (
    <>
      <div class="table-head">
        <search class="filters">
          <TextFilter label="Find a term" name="find" filters={filters} />
        </search>
        <p class="beside" role="status">
          {sought === ''
            ? counted(TERMS.length, 'term')
            : `${count(found.length)} of ${counted(TERMS.length, 'term')}`}
        </p>
      </div>
      {found.length === 0 ? (
        <Nothing title="No term has this in it">
          <button type="button" onClick={() => filters.set({ find: '' })}>
            Show all terms
          </button>
        </Nothing>
      ) : (
        <dl class="terms">
          {found.map(({ id, term, means }) => (
            <div key={id} id={id} tabIndex={-1}>
              <dt>
                <a href={`#${id}`}>{term}</a>
              </dt>
              <dd>{means}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
