/** A consumer program that compiles with what is made from the old spec, and not with what is made from the new one. */
export interface Broken {
  /** Its name, as `measure` lists them. */
  readonly program: string;
  readonly surface: 'client' | 'facade';
  /** False where it relies on what is not promised: it is reported, and raises nothing. */
  readonly promised: boolean;
  /** JSON pointers into the old document of what the failing lines rest on, the most specific first. */
  readonly about: readonly string[];
  /** The compiler's words. */
  readonly message: string;
}
