/**
 * A domain's name as one part of a path, percent-encoded. Clients take `.` and `..` out of a path, encoded or not, so
 * that such a name is led by `~`; and so is one that would be taken for such.
 */
export function pathName(name: string): string {
  return encodeURIComponent(/^~*\.{1,2}$/.test(name) ? `~${name}` : name);
}

/** The name that a part of a path stands for, decoded already. */
export function nameInPath(part: string): string {
  return /^~+\.{1,2}$/.test(part) ? part.slice(1) : part;
}
