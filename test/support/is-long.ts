/** `LEEWAY_LONG=1` asks for all there is; the gate for as much as finds what is broken by much. */
export const IS_LONG = process.env['LEEWAY_LONG'] === '1';
