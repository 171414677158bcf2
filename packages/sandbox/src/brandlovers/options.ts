import { onOff, type Settings, wholeNumber } from '../settings.ts';

/** How the BrandLovers API behaves where the vendor documents nothing, or where it is to misbehave. */
export interface BrandloversOptions {
  /**
   * Limits how many items a page holds, however many are asked for: the vendor documents no maximum, so there may be a
   * silent one. From 1. Default: no maximum.
   */
  readonly maxLimit?: number | undefined;
  /** Answers every offset with the start of the list, as a faulty server may. Default: false. */
  readonly ignoreOffset?: boolean | undefined;
}

export const settings: Settings<BrandloversOptions> = {
  maxLimit: wholeNumber({
    from: 1,
    byDefault: Number.MAX_SAFE_INTEGER,
    defaultText: 'no maximum',
    meaning: 'items that a page holds at most, whatever is asked for',
  }),
  ignoreOffset: onOff({ meaning: 'every offset is the start of the list' }),
};
