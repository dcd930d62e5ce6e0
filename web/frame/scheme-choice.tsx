import { useState } from 'preact/hooks';
import { chooseScheme, SCHEMES, schemeChosen } from './scheme.ts';

const WORDS = { system: 'As the system', light: 'Light', dark: 'Dark' } as const;

export function SchemeChoice() {
  const [chosen, setChosen] = useState(schemeChosen);
  return (
    <label class="scheme-choice">
      <span class="unseen">Colours</span>
      <select
        value={chosen}
        onChange={({ currentTarget }) => {
          const scheme = SCHEMES.find((one) => one === currentTarget.value) ?? 'system';
          chooseScheme(scheme);
          setChosen(scheme);
        }}
      >
        {SCHEMES.map((scheme) => (
          <option key={scheme} value={scheme}>
            {WORDS[scheme]}
          </option>
        ))}
      </select>
    </label>
  );
}
