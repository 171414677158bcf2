/** A start option is wrong; the message says which, and what would be right. */
export class InvalidOption extends Error {
  override readonly name = 'InvalidOption';
}
