/** Takes an object for its own instance: what a class under it declares is then kept with that object, frozen or not. */
class Given {
  constructor(object: object) {
    // biome-ignore lint/correctness/noConstructorReturn: the one way to declare a private member of another's object
    return object;
  }
}

/**
 * Works something out of an object once, and keeps it with the object, where no copy and no JSON finds it. A WeakMap would
 * say the same, but whatever it holds outlives the quick collections of garbage, at a third of the time of a simulation.
 */
export function keptWith<From extends object, Made>(make: (from: From) => Made): (from: From) => Made {
  class Keeper extends Given {
    readonly #made: Made;
    constructor(from: From) {
      super(from);
      this.#made = make(from);
    }
    static madeOf(from: object): Made {
      return #made in from ? from.#made : new Keeper(from as From).#made;
    }
  }
  return (from) => Keeper.madeOf(from);
}
