export { type Cell, COLUMNS, type Column, formatCell } from './cell.ts';
export { type LedgerVendor, readVendors } from './documents.ts';
export type { Exchange } from './exchange.ts';
export { proves, sendsInvalid } from './proves.ts';
export { type Failure, RECORD_FILE, type Record, type RecordedTest } from './record.ts';
export { recordedPackages } from './recorded.ts';
export { type ParameterClass, type Row, rowsOf, type Side, type Subject } from './rows/rows.ts';
export {
  type Answer,
  type Credential,
  documentedPairs,
  type Operation,
  type Parameter,
  readDocument,
  type Spec,
} from './spec.ts';
export { strictComponents, strictSchema } from './strict-schema.ts';
export { createValidator, type Judgement, type Validator } from './validator.ts';
