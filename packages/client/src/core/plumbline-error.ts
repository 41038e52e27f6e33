/** What every error of this client is. Its name is a static, which stays when a bundler shortens the names of classes. */
export class PlumblineError extends Error {
  static override readonly name: string = 'PlumblineError';

  /** Whether the same request may succeed later. */
  declare readonly retryable: boolean;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
