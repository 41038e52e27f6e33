import type { Client } from 'openapi-fetch';
import { baseUrlOf, type ClientOptions } from './client-options.ts';
import { readHeaders } from './header-values.ts';
import { openapiFetch } from './openapi-fetch.ts';
import type { AnyCallOptions, ContractFacts, Input, Operation, OperationCalls } from './operation.ts';
import { addressOf, bodyOf, headersOf } from './request.ts';
import { type Answered, createTransport } from './transport.ts';

/** What every client has: its options, the transport, and openapi-fetch's client on it. */
export class BaseCore<Paths extends {}> implements OperationCalls {
  /**
   * openapi-fetch's client: every path of the contract, with the same credentials, retries, pacing, hooks and logs. It
   * gives `{ data, error, response }`, and throws only when there is no answer.
   */
  readonly http: Client<Paths, 'application/json'>;
  /** Calls an operation, as generated functions do. */
  readonly call: OperationCalls['call'];

  /** @throws TypeError when the key cannot stand in a header, or the URL is none */
  constructor(options: ClientOptions, facts: ContractFacts) {
    const { fetch = globalThis.fetch, headers: ofClient } = options;
    const baseUrl = baseUrlOf(options, facts.baseUrl);
    const transport = createTransport(options, facts.errors);
    this.http = openapiFetch<Paths>(baseUrl, transport, options);

    const send = async <Data>(operation: Operation, input: Input, ofCall: AnyCallOptions): Promise<Answered<Data>> => {
      const { method } = operation;
      const url = addressOf(operation, input, baseUrl);
      const headers = headersOf(operation, input, ofCall, ofClient);
      const body = bodyOf(input, headers);
      return transport<Data>(operation, url, headers, ofCall, (init) => fetch(url, { method, body, ...init }));
    };

    this.call = <Data, ResponseHeaders>(operation: Operation, input: Input, ofCall = {}) => {
      const answer = send<Data>(operation, input, ofCall);
      const data = answer.then((whole) => whole.data);
      return Object.assign(data, {
        async withResponse() {
          data.catch(() => {}); // Whoever asks for the answer hears of its failure there; of this promise nobody would.
          const whole = await answer;
          return { ...whole, headers: readHeaders<ResponseHeaders>(whole.response.headers, operation.headers) };
        },
      });
    };
  }
}
