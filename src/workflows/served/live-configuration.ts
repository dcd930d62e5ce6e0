import type { Configuration } from '../../contracts/configuration.ts';

/** The rules by which a server goes, which become others while it runs. Whoever keeps them longer than one answer asks again. */
export class LiveConfiguration {
  #current: Configuration;
  #revision = 0;

  constructor(configuration: Configuration) {
    this.#current = configuration;
  }

  get current(): Configuration {
    return this.#current;
  }

  /** Another number for other rules: what was answered by earlier ones is known by it. */
  get revision(): number {
    return this.#revision;
  }

  become(configuration: Configuration): void {
    this.#current = configuration;
    this.#revision += 1;
  }
}
