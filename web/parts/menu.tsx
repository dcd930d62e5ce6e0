import { useEffect, useId, useRef, useState } from 'preact/hooks';

interface MenuProps {
  readonly words: string;
  /** To those who do not see where it stands. */
  readonly name: string;
  readonly entries: readonly { readonly words: string; readonly act: () => void }[];
}

/** A button that unfolds a few others. */
export function Menu({ words, name, entries }: MenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const whole = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!isOpen) return;
    const leave = ({ target }: Event): void => {
      if (!(target instanceof Node) || !whole.current?.contains(target)) setIsOpen(false);
    };
    const onEscape = ({ key }: KeyboardEvent): void => {
      if (key !== 'Escape') return;
      setIsOpen(false);
      button.current?.focus();
    };
    addEventListener('pointerdown', leave);
    addEventListener('focusin', leave);
    addEventListener('keydown', onEscape);
    return () => {
      removeEventListener('pointerdown', leave);
      removeEventListener('focusin', leave);
      removeEventListener('keydown', onEscape);
    };
  }, [isOpen]);
  return (
    <div class="menu" ref={whole}>
      <button
        type="button"
        class="quiet"
        ref={button}
        aria-expanded={isOpen}
        aria-controls={id}
        aria-label={name}
        onClick={() => setIsOpen(!isOpen)}
      >
        {words}
      </button>
      <ul id={id} hidden={!isOpen}>
        {entries.map((entry) => (
          <li key={entry.words}>
            <button
              type="button"
              onClick={() => {
                setIsOpen(false);
                button.current?.focus();
                entry.act();
              }}
            >
              {entry.words}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
