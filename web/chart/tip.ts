const GAP_PX = 12;

let shown: HTMLElement | null = null;

/** Says beside the pointer what lies under it; an empty value takes the words away. */
export function showTip(event: MouseEvent, value: unknown): void {
  const entries = entriesOf(value);
  if (entries.length === 0) {
    shown?.remove();
    shown = null;
    return;
  }
  shown ??= document.body.appendChild(document.createElement('dl'));
  shown.className = 'tip';
  shown.replaceChildren(...entries.flatMap(([name, text]) => [element('dt', name), element('dd', text)]));
  place(shown, event);
}

function entriesOf(value: unknown): (readonly [string, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([name, one]) => [name, String(one ?? '–')] as const);
}

function element(tag: 'dt' | 'dd', text: string): HTMLElement {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}

/** Right below the pointer, or on its other side where it would leave the window. */
function place(tip: HTMLElement, { clientX, clientY }: MouseEvent): void {
  const { width, height } = tip.getBoundingClientRect();
  const isRight = clientX + GAP_PX + width > innerWidth;
  const isBelow = clientY + GAP_PX + height > innerHeight;
  tip.style.left = `${Math.max(0, isRight ? clientX - GAP_PX - width : clientX + GAP_PX)}px`;
  tip.style.top = `${Math.max(0, isBelow ? clientY - GAP_PX - height : clientY + GAP_PX)}px`;
}
