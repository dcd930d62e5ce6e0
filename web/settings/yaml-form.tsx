import { useState } from 'preact/hooks';
import type { SettingsFile } from '../../src/contracts/settings.ts';
import { visible } from '../../src/contracts/visible.ts';
import { Review } from './review.tsx';

interface YamlFormProps {
  readonly file: SettingsFile;
  readonly onSaved: () => void;
}

/** The whole file, as its text. */
export function YamlForm({ file: { name, yaml, digest }, onSaved }: YamlFormProps) {
  const [text, setText] = useState(yaml);
  const lines = text.split('\n').length;
  return (
    <>
      <form class="yaml-form" onSubmit={(event) => event.preventDefault()}>
        <label>
          {visible(name)}
          <textarea
            class="code"
            rows={Math.min(40, Math.max(8, lines + 1))}
            wrap="off"
            spellcheck={false}
            maxLength={60_000}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
      </form>
      <Review asked={text === yaml ? null : { yaml: text }} digest={digest} onSaved={onSaved} />
    </>
  );
}
