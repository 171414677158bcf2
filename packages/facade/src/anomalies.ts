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
