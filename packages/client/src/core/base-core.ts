import type { Client } from 'openapi-fetch';
import { type ClientOptions, readBaseUrl } from './client-options.ts';
import { readHeaders } from './header-values.ts';
import { openapiFetch } from './openapi-fetch.ts';
import type { Answer, AnyCallOptions, ApiPromise, ContractFacts, Input, Operation, OperationCalls } from './operation.ts';
import { addressOf, bodyOf, headersOf } from './request.ts';
import { createTransport, type Transport } from './transport.ts';

/** What every client has: its options, the transport, and openapi-fetch's client on it. */
export class BaseCore<Paths extends {}> implements OperationCalls {
  /**
   * openapi-fetch's client: every path of the contract, with the same credentials, retries, pacing, hooks and logs. It
   * gives `{ data, error, response }`, and throws only when there is no answer.
   */
  readonly http: Client<Paths, 'application/json'>;
  readonly #options: ClientOptions;
  readonly #baseUrl: string;
  readonly #transport: Transport;

  /** @throws TypeError when the key cannot stand in a header, or the URL is none */
  constructor(options: ClientOptions, facts: ContractFacts) {
    this.#options = options;
    this.#baseUrl = readBaseUrl(options.baseUrl, facts.baseUrl);
    this.#transport = createTransport(options, facts.errors);
    this.http = openapiFetch<Paths>(this.#baseUrl, this.#transport, options);
  }

  /** Calls an operation, as generated functions do. */
  call<Data, ResponseHeaders>(operation: Operation, input: Input, options: AnyCallOptions = {}): ApiPromise<Data, ResponseHeaders> {
    const answer = this.#answer<Data, ResponseHeaders>(operation, input, options);
    const data = answer.then((whole) => whole.data);
    return Object.assign(data, {
      withResponse() {
        data.catch(() => {}); // Whoever asks for the answer hears of its failure there; of this promise nobody would.
        return answer;
      },
    });
  }

  async #answer<Data, ResponseHeaders>(operation: Operation, input: Input, options: AnyCallOptions): Promise<Answer<Data, ResponseHeaders>> {
    const { method, isFile } = operation;
    const { fetch = globalThis.fetch, headers: ofClient } = this.#options;
    const url = addressOf(operation, input, this.#baseUrl);
    const headers = headersOf(operation, input.body, options, ofClient);
    const body = bodyOf(input.body, headers);

    return this.#transport(
      operation,
      {
        url,
        headers,
        send: (init) => fetch(url, { method, body, ...init }),
        read: async (response) => {
          const text = isFile ? '' : await response.text();
          return {
            data: (isFile ? response : text ? JSON.parse(text) : undefined) as Data, // What the contract says, which the server is held to.
            response,
            headers: readHeaders<ResponseHeaders>(response.headers, operation.headers),
            requestId: response.headers.get('X-Request-Id') ?? undefined,
          };
        },
      },
      options,
    );
  }
}
