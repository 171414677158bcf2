/** One setting: which values it takes, and which text of a command's flag. */
export interface Setting<T> {
  readonly byDefault: T;
  /** The default in words, for help and README. */
  readonly defaultText: string;
  /** The right form, in words that follow "must be". */
  readonly expected: string;
  /** The placeholder of the flag's value in help and README; `undefined` for a flag without a value. */
  readonly placeholder: string | undefined;
  /** The smallest number; `undefined` where it is none. */
  readonly minimum?: number;
  /** The effect, for help and README. */
  readonly meaning: string;
  accepts(value: unknown): value is T;
  /** The value that a flag's text stands for; it is still to be checked. */
  parse(text: string): unknown;
}

/** A setting of what a vendor leaves open: the assumed answer is the default, the others are choices. */
export interface Switch<T> extends Setting<T> {
  /** The default, and the other values; of numbers, samples of them. */
  readonly choices: readonly T[];
  /** What the vendor's specification says of it, in its own words. */
  readonly sentence: string;
}

export type SettingTable = Readonly<Record<string, Setting<unknown>>>;

export type SwitchTable = Readonly<Record<string, Switch<unknown>>>;

/** One setting for each option of `Options`. */
export type Settings<Options> = SettingTable & {
  readonly [Name in keyof Options]-?: Setting<Exclude<Options[Name], undefined>>;
};

/** One switch for each option of `Options`. */
export type Switches<Options> = SwitchTable & {
  readonly [Name in keyof Options]-?: Switch<Exclude<Options[Name], undefined>>;
};

/** Options with every default filled in. */
export type Complete<Options> = { readonly [Name in keyof Options]-?: Exclude<Options[Name], undefined> };

interface Words<T> {
  readonly meaning: string;
  readonly byDefault: T;
  readonly defaultText?: string;
}

interface Range {
  readonly from: number;
  readonly to?: number;
  /** The numbers of the range that are refused, with the words that follow it. */
  readonly except?: { readonly words: string; refuses(value: number): boolean };
}

/** Makes a setting of a whole number; without `to`, it reaches up to the largest that JavaScript counts exactly. */
export function wholeNumber(words: Words<number> & Range): Setting<number> {
  const { meaning, byDefault, defaultText = String(byDefault), from, to = Number.MAX_SAFE_INTEGER, except } = words;
  return {
    byDefault,
    defaultText,
    meaning,
    expected: `a whole number from ${from}${words.to === undefined ? '' : ` to ${to}`}${except ? ` ${except.words}` : ''}`,
    placeholder: 'N',
    minimum: from,
    accepts: (value): value is number =>
      typeof value === 'number' &&
      Number.isSafeInteger(value) &&
      value >= from &&
      value <= to &&
      !except?.refuses(value),
    parse: (text) => (/^\d+$/.test(text) ? Number(text) : text),
  };
}

interface OpenQuestion {
  readonly meaning: string;
  readonly sentence: string;
}

/** Makes a switch of a whole number, with samples of other numbers than the default. */
export function numberSwitch({
  samples,
  sentence,
  ...words
}: Words<number> & Range & OpenQuestion & { readonly samples: readonly number[] }): Switch<number> {
  return { ...wholeNumber(words), choices: [words.byDefault, ...samples], sentence };
}

/** Makes a switch of one of a few words, of which the first is the default. */
export function oneOf<const T extends string>(
  [byDefault, ...others]: readonly [T, ...T[]],
  { meaning, sentence }: OpenQuestion,
): Switch<T> {
  const choices = [byDefault, ...others];
  return {
    choices,
    sentence,
    byDefault,
    defaultText: byDefault,
    meaning,
    expected: `one of ${choices.join(', ')}`,
    placeholder: 'WORD',
    accepts: (value): value is T => choices.some((choice) => choice === value),
    parse: (text) => text,
  };
}

/** Makes a switch that is off by default; its flag has no value. */
export function onOffSwitch({ meaning, sentence }: OpenQuestion): Switch<boolean> {
  return { ...onOff({ meaning }), choices: [false, true], sentence };
}

/** Makes a setting that is off by default; its flag has no value. */
export function onOff({ meaning }: { readonly meaning: string }): Setting<boolean> {
  return {
    byDefault: false,
    defaultText: 'off',
    meaning,
    expected: 'true or false',
    placeholder: undefined,
    accepts: (value) => typeof value === 'boolean',
    parse: () => true,
  };
}

/** Makes a setting of the origin of a page, or of none; the text of its flag is the origin. */
export function origin({ meaning }: { readonly meaning: string }): Setting<string> {
  return {
    byDefault: '',
    defaultText: 'none',
    meaning,
    expected: 'one origin as a browser sends it, such as http://localhost:5173',
    placeholder: 'ORIGIN',
    accepts: (value): value is string => value === '' || (typeof value === 'string' && isOrigin(value)),
    parse: (text) => text,
  };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && text !== 'null';
}
