import { useEffect, useRef, useState } from 'preact/hooks';

interface SecretProps {
  readonly name: string;
  readonly secret: string;
  readonly onDone: () => void;
}

/** The secret of a token that was just given, which nobody can tell again. */
export function Secret({ name, secret, onDone }: SecretProps) {
  const field = useRef<HTMLInputElement>(null);
  const [said, setSaid] = useState('');
  useEffect(() => field.current?.select(), []);
  const copy = async (): Promise<void> => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(secret);
      setSaid('Copied.');
    } catch {
      setSaid('The browser does not let it be copied; it is selected, copy it by keys.');
    }
  };
  return (
    <section class="secret" aria-label={`Token of ${name}`}>
      <label>
        The token of {name}, shown this once
        <input class="code" ref={field} readOnly spellcheck={false} value={secret} />
      </label>
      <div class="acts">
        <button type="button" class="main-act" onClick={() => void copy()}>
          Copy
        </button>
        <button type="button" onClick={onDone}>
          I have kept it
        </button>
        <span role="status">{said}</span>
      </div>
      <p class="beside">
        Of a token only a digest is kept: nobody can tell it again. Give it on by a way that is safe.
      </p>
    </section>
  );
}
