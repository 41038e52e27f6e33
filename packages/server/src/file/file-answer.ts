/** What a handler answers with in the place of a body: a text that is sent while it is made. */
export interface FileAnswer<Type extends string = string> {
  /** One of the media types that the contract declares for the answer. */
  type: Type;
  /** What the client is told to save it as: `job_1.csv`. */
  name: string;
  /**
   * Its text, asked for at the pace of the client, and ended early (`return`) when nobody wants the rest. It takes what
   * it needs when it is first asked, since nobody asks for a HEAD.
   */
  chunks: AsyncIterable<string>;
}
