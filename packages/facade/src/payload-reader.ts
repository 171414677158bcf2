import type { Anomaly, Mapped } from './anomalies.ts';
import { instantOf } from './instant.ts';

/** The fields that a generated model has by name, with such values. */
type FieldOf<Model, Value> = string &
  keyof { [K in keyof Model as string extends K ? never : NonNullable<Model[K]> extends Value ? K : never]: never };

/** Those of them that may be absent. */
type OptionalOf<Model, Value> = {
  [K in FieldOf<Model, Value> & keyof Model]: Partial<Pick<Model, K>> extends Pick<Model, K> ? K : never;
}[FieldOf<Model, Value> & keyof Model];

/** Reads a field; `required` where the vendor documents it as always there, and nowhere else. */
interface Read<Model, Value, Result> {
  (name: OptionalOf<Model, Value>): Result | undefined;
  (name: Exclude<FieldOf<Model, Value>, OptionalOf<Model, Value>>, required: 'required'): Result | undefined;
}

/**
 * Reads an object of a vendor's: absent stays `undefined`, and so does what is not of the documented form. Fields are
 * named by the generated model, so one that the spec renames, removes or documents otherwise does not compile.
 */
export interface PayloadReader<Model> {
  /** A text. */
  readonly text: Read<Model, string, string>;
  /** An id: a text that is not empty. */
  readonly id: Read<Model, string, string>;
  /** A documented date-time: an instant, or the vendor's text where that is no ISO 8601 instant. */
  readonly dateTime: Read<Model, string, Date | string>;
  /** An object inside this one. */
  object<F extends FieldOf<Model, object> & keyof Model>(name: F): PayloadReader<NonNullable<Model[F]>> | undefined;
  /** What is left to say when everything that has a place in the model is read. */
  rest(): Mapped;
}

class Reader {
  readonly #payload: object;
  readonly #at: string;
  readonly #anomalies: Anomaly[];
  readonly #unread: Set<string>;

  /** @param outer the reader of the object that this one stands in, which tells of both */
  constructor(payload: unknown, at = '', outer?: Reader) {
    this.#at = at;
    this.#anomalies = outer ? outer.#anomalies : [];
    this.#unread = outer ? outer.#unread : new Set();
    const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
    this.#payload = isObject ? payload : {};
    if (!isObject) this.#anomalies.push({ pointer: at, expected: 'an object' });
    for (const name of Object.keys(this.#payload)) this.#unread.add(this.#pointer(name));
  }

  text(name: string, required?: 'required'): string | undefined {
    const value = this.#take(name);
    if (typeof value === 'string') return value;
    if (value !== undefined || required) this.#expect(name, 'a string');
    return undefined;
  }

  id(name: string, required?: 'required'): string | undefined {
    const id = this.text(name, required);
    if (id === '') this.#expect(name, 'an id that is not empty');
    return id || undefined;
  }

  dateTime(name: string, required?: 'required'): Date | string | undefined {
    const text = this.text(name, required);
    const instant = text === undefined ? undefined : instantOf(text);
    if (typeof instant === 'string') this.#expect(name, 'an ISO 8601 date-time with a time zone');
    return instant;
  }

  object(name: string): Reader | undefined {
    const value = this.#take(name);
    return value === undefined ? undefined : new Reader(value, this.#pointer(name), this);
  }

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

/** Makes the reader of a payload, which need not be what its model says. */
export const PayloadReader: new <Model extends object>(payload: Model) => PayloadReader<Model> = Reader;
