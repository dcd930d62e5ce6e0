import type { Governance } from '../../contracts/governance.ts';
import type { Register } from '../../contracts/register.ts';
import { registerOf } from '../../governance/register-of.ts';

/** What is held lapses by the second. */
const FRESH_MS = 1000;

/** Who holds what authority, looked up once a second for all who ask while nothing else is decided. */
export class LastRegister {
  #held: { governance: Governance; names: readonly string[]; register: Register } | null = null;

  /** @param now ISO time; the register says of which moment it is */
  of(governance: Governance, names: readonly string[], now: string): Register {
    const held = this.#held;
    const isSame = held !== null && held.governance === governance && held.names === names;
    const ageMs = isSame ? Date.parse(now) - Date.parse(held.register.at) : Number.NaN;
    if (isSame && ageMs >= 0 && ageMs < FRESH_MS) return held.register;
    const register = registerOf(governance, names, now);
    this.#held = { governance, names, register };
    return register;
  }
}
