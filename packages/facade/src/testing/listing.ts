import { argumentOf, ofType, optional, readArguments } from '../checks.ts';
import type { ThreadsOptions } from '../options.ts';
import { invalidInput } from '../refusal.ts';

/** What `threads` and `drain` are: a list of whole threads for who asks to `hydrate`, else of what the vendor lists. */
export interface Listing<Listed, Hydrated> {
  (options: ThreadsOptions & { readonly hydrate: true }): Hydrated;
  (options?: ThreadsOptions & { readonly hydrate?: false | undefined }): Listed;
  (options?: ThreadsOptions): Listed | Hydrated;
}

/** How a listing answers, by whether it is told to `hydrate`. Each may be a spy. */
export interface ListingAnswers<Listed, Hydrated> {
  /** Makes the list that is given without `hydrate`. */
  readonly listed: (options: ThreadsOptions) => Listed;
  /** Makes the list that is given with it. Default: asking for it is `invalid-input`. */
  readonly hydrated?: ((options: ThreadsOptions) => Hydrated) | undefined;
}

/**
 * Makes the `threads` or `drain` of a bridge, both of which are typed by `hydrate`: a function that always gives fragments
 * is neither. Code under test that hydrates needs `hydrated`. At BrandLovers a function that gives threads will do.
 *
 * @throws TicketbridgeError `invalid-input`
 * @example
 * const bridge: Ticketbridge<'clubcollect'> = { ...real, threads: listing({ listed: () => pagedList(fragments) }) };
 */
export function listing<Listed, Hydrated = never>(
  answers: ListingAnswers<Listed, Hydrated>,
): Listing<Listed, Hydrated> {
  const { listed, hydrated } = readArguments('listing', { answers: ANSWERS<Listed, Hydrated>() }, [answers]).answers;
  function verb(options: ThreadsOptions & { readonly hydrate: true }): Hydrated;
  function verb(options?: ThreadsOptions & { readonly hydrate?: false | undefined }): Listed;
  function verb(options?: ThreadsOptions): Listed | Hydrated;
  function verb(options: ThreadsOptions = {}): Listed | Hydrated {
    if (!options.hydrate) return listed(options);
    if (!hydrated) throw invalidInput('listing', 'hydrated', 'is not given, and whole threads were asked for');
    return hydrated(options);
  }
  return verb;
}

const ANSWERS = <Listed, Hydrated>() =>
  argumentOf<ListingAnswers<Listed, Hydrated>>({
    listed: ofType('function'),
    hydrated: optional(ofType('function')),
  });
