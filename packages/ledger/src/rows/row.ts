import type { Column } from '../cell.ts';

export type ParameterClass = 'absent' | 'min' | 'max' | 'over' | 'wrong-type' | 'unknown';

/** Where a body is: the request's, or that of an answer. */
export type Side = 'request' | number;

/** What a row is about, for the tests that walk the rows. */
export type Subject =
  | { readonly kind: 'pair'; readonly status: number }
  | { readonly kind: 'parameter'; readonly in: string; readonly name: string; readonly class: ParameterClass }
  | { readonly kind: 'parameter-enum'; readonly in: string; readonly name: string; readonly value: unknown }
  | {
      readonly kind: 'keyword';
      readonly side: Side;
      readonly pointer: string;
      readonly keyword: string;
      readonly isValid: boolean;
    }
  | {
      readonly kind: 'enum';
      readonly side: Side;
      readonly pointer: string;
      /** Absent for a value that the enum does not know. */
      readonly value?: unknown;
      readonly isOpen: boolean;
    }
  | { readonly kind: 'presence'; readonly side: Side; readonly pointer: string; readonly isPresent: boolean };

/** One promise of a spec. */
export interface Row {
  readonly vendor: string;
  /** Its name, in the grammar of the ledger. */
  readonly name: string;
  readonly operation: string;
  readonly subject: Subject;
  /** Why a column cannot apply, by column. */
  readonly greys: Readonly<Partial<Record<Column, string>>>;
}

/** A row of one operation, before it is known of which vendor. */
export type Draft = Omit<Row, 'vendor' | 'operation'>;
