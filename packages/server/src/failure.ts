/** One fault of a request: a part of it, a JSON Pointer (RFC 6901) in that part, and what is wrong there. */
export interface Fault {
  in: 'path' | 'query' | 'header' | 'cookie' | 'body';
  pointer: string;
  /** The keyword of JSON Schema that was broken, or a name of its own. */
  code: string;
  message: string;
}

/** What can be said about a failure beside its code. */
export interface FailureDetails {
  /** What happened, for a person; the title of the catalogue when it is left out. */
  message?: string;
  details?: readonly Fault[];
  headers?: Readonly<Record<string, string>>;
}

/** The one error that becomes an answer. Status and title come from the catalogue by its code. */
export class Failure<Code extends string = string> extends Error {
  override readonly name = 'Failure';
  readonly code: Code;
  readonly details: readonly Fault[] | undefined;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether a message was given, or the catalogue's title is to be shown. */
  readonly explained: boolean;

  constructor(code: Code, { message, details, headers = {} }: FailureDetails = {}) {
    super(message ?? code);
    this.code = code;
    this.details = details;
    this.headers = headers;
    this.explained = message !== undefined;
  }
}

/** Makes a failure with one of the codes that are allowed here. */
export type Fail<Code extends string> = <Thrown extends Code>(code: Thrown, details?: FailureDetails) => Failure<Thrown>;

/** `fail` for the steps of the corridor; a handler gets the same, typed by its operation. */
export const fail = <Code extends string>(code: Code, details?: FailureDetails): Failure<Code> =>
  new Failure(code, details);
