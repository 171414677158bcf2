import { instantOf } from './instant.ts';

/** Something in a vendor's answer that is not of the documented form. It is kept in `raw`. */
export interface Anomaly {
  /** Where, as a JSON pointer into `raw`. */
  readonly pointer: string;
  /** What is documented there. */
  readonly expected: string;
}

/** What the mapping made of a payload. */
export interface Mapped {
  readonly anomalies: readonly Anomaly[];
  /** JSON pointers of what the payload holds and only `raw` has: fields without a place in the model. */
  readonly onlyInRaw: readonly string[];
}

/** Reads an object of a vendor's: absent stays `undefined`, and so does what is not of the documented form. */
export class PayloadReader {
  readonly #payload: object;
  readonly #at: string;
  readonly #anomalies: Anomaly[];
  readonly #unread: Set<string>;

  /** @param outer the reader of the object that this one stands in, which tells of both */
  constructor(payload: unknown, at = '', outer?: PayloadReader) {
    this.#at = at;
    this.#anomalies = outer ? outer.#anomalies : [];
    this.#unread = outer ? outer.#unread : new Set();
    const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
    this.#payload = isObject ? payload : {};
    if (!isObject) this.#anomalies.push({ pointer: at, expected: 'an object' });
    for (const name of Object.keys(this.#payload)) this.#unread.add(this.#pointer(name));
  }

  /** A text; `required` where the vendor documents it as always there. */
  text(name: string, required?: 'required'): string | undefined {
    const value = this.#take(name);
    if (typeof value === 'string') return value;
    if (value !== undefined || required) this.#expect(name, 'a string');
    return undefined;
  }

  /** An id: a text that is not empty. */
  id(name: string, required?: 'required'): string | undefined {
    const id = this.text(name, required);
    if (id === '') this.#expect(name, 'an id that is not empty');
    return id || undefined;
  }

  /** A documented date-time: an instant, or the vendor's text where that is no ISO 8601 instant. */
  dateTime(name: string, required?: 'required'): Date | string | undefined {
    const text = this.text(name, required);
    const instant = text === undefined ? undefined : instantOf(text);
    if (typeof instant === 'string') this.#expect(name, 'an ISO 8601 date-time with a time zone');
    return instant;
  }

  /** An object inside this one. */
  object(name: string): PayloadReader | undefined {
    const value = this.#take(name);
    return value === undefined ? undefined : new PayloadReader(value, this.#pointer(name), this);
  }

  /** What is left to say when everything that has a place in the model is read. */
  rest(): Mapped {
    return { anomalies: this.#anomalies, onlyInRaw: [...this.#unread] };
  }

  #take(name: string): unknown {
    this.#unread.delete(this.#pointer(name));
    return Object.hasOwn(this.#payload, name) ? Reflect.get(this.#payload, name) : undefined;
  }

  #expect(name: string, expected: string): void {
    this.#anomalies.push({ pointer: this.#pointer(name), expected });
  }

  #pointer(name: string): string {
    return `${this.#at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }
}
