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
  readonly #read = new Set<string>();
  readonly #anomalies: Anomaly[];
  readonly #inner: PayloadReader[] = [];

  constructor(payload: unknown, at = '', anomalies: Anomaly[] = []) {
    this.#at = at;
    this.#anomalies = anomalies;
    const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
    this.#payload = isObject ? payload : {};
    if (!isObject) anomalies.push({ pointer: at, expected: 'an object' });
  }

  /** A text; `required` where the vendor documents it as always there. */
  text(name: string, required?: 'required'): string | undefined {
    const value = this.#take(name);
    if (typeof value === 'string') return value;
    if (value !== undefined || required) this.#anomalies.push({ pointer: this.#pointer(name), expected: 'a string' });
    return undefined;
  }

  /** An id: a text that is not empty. */
  id(name: string, required?: 'required'): string | undefined {
    const id = this.text(name, required);
    if (id === '') this.#anomalies.push({ pointer: this.#pointer(name), expected: 'an id that is not empty' });
    return id || undefined;
  }

  /** A documented date-time: an instant, or the vendor's text where that is no ISO 8601 instant. */
  dateTime(name: string, required?: 'required'): Date | string | undefined {
    const text = this.text(name, required);
    const instant = text === undefined ? undefined : instantOf(text);
    if (typeof instant === 'string') {
      this.#anomalies.push({ pointer: this.#pointer(name), expected: 'an ISO 8601 date-time with a time zone' });
    }
    return instant;
  }

  /** An object inside this one. */
  object(name: string): PayloadReader | undefined {
    const value = this.#take(name);
    if (value === undefined) return undefined;
    const inner = new PayloadReader(value, this.#pointer(name), this.#anomalies);
    this.#inner.push(inner);
    return inner;
  }

  /** What is left to say when everything that has a place in the model is read. */
  rest(): Mapped {
    return { anomalies: this.#anomalies, onlyInRaw: this.#unread() };
  }

  #unread(): string[] {
    const own = Object.keys(this.#payload).filter((name) => !this.#read.has(name));
    return [...own.map((name) => this.#pointer(name)), ...this.#inner.flatMap((inner) => inner.#unread())];
  }

  #take(name: string): unknown {
    this.#read.add(name);
    return Object.hasOwn(this.#payload, name) ? Reflect.get(this.#payload, name) : undefined;
  }

  #pointer(name: string): string {
    return `${this.#at}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }
}
