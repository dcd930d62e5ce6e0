import { HttpProblem } from './http-problem.ts';

const [LINE_FEED, CARRIAGE_RETURN, SPACE, TAB, BRACE, BRACKET] = [0x0a, 0x0d, 0x20, 0x09, 0x7b, 0x5b];
const BOM = Buffer.from('\uFEFF');

/** JSON lines as a segment takes them. */
export interface Lines {
  /** Ends in a line feed. */
  readonly bytes: Buffer;
  readonly count: number;
}

/**
 * JSON lines without a mark before them, and with a line feed at their end. Each line is looked at when it is applied.
 *
 * @throws HttpProblem 400: it does not begin as JSON lines do
 */
export function linesOf(body: Buffer): Lines {
  const bytes = withoutMark(body);
  const first = firstByte(bytes);
  if (first === undefined) throw new HttpProblem(400, 'the body is empty; send one JSON object a line');
  // The first bytes of a file tell its format: what begins otherwise would make others' lines unreadable.
  if (first !== BRACE)
    throw new HttpProblem(
      400,
      'the body does not begin with {; send one JSON object a line, or name its type',
    );
  const whole = bytes.at(-1) === LINE_FEED ? bytes : Buffer.concat([bytes, Buffer.of(LINE_FEED)]);
  let count = 0;
  for (let at = whole.indexOf(LINE_FEED); at !== -1; at = whole.indexOf(LINE_FEED, at + 1)) count += 1;
  return { bytes: whole, count };
}

/**
 * One JSON text: an object becomes one line, an array stays as it is.
 *
 * @returns null for an array
 * @throws HttpProblem 400: it is no JSON
 */
export function objectLine(body: Buffer): Lines | null {
  const bytes = withoutMark(body);
  const first = firstByte(bytes);
  if (first === BRACKET) return null;
  try {
    if (first !== BRACE) throw new SyntaxError('neither an object nor an array');
    JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new HttpProblem(
      400,
      'the body is no JSON object and no array of them; send JSON lines as application/x-ndjson',
    );
  }
  // Within a JSON text a line break stands between its parts only: a blank says the same, and no digit is lost.
  const line = Buffer.from(bytes);
  for (const end of [LINE_FEED, CARRIAGE_RETURN])
    for (let at = line.indexOf(end); at !== -1; at = line.indexOf(end, at + 1)) line[at] = SPACE;
  return { bytes: Buffer.concat([line, Buffer.of(LINE_FEED)]), count: 1 };
}

function withoutMark(body: Buffer): Buffer {
  return body.subarray(0, BOM.length).equals(BOM) ? body.subarray(BOM.length) : body;
}

function firstByte(bytes: Buffer): number | undefined {
  return bytes.find(
    (byte) => byte !== SPACE && byte !== TAB && byte !== LINE_FEED && byte !== CARRIAGE_RETURN,
  );
}
