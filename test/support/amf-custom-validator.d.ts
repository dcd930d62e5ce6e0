/** The package has no types of its own. */
declare module '@aml-org/amf-custom-validator' {
  export function initialize(done: () => void): void;
  export function validate(
    profile: string,
    data: string,
    debug: boolean,
    done: (report: string | undefined, error: Error | undefined) => void,
  ): void;
}
