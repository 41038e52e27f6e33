import { baseUrlOf, type ClientOptions } from './client-options.ts';
import { readHeaders } from './header-values.ts';
import type { AnyCallOptions, ContractFacts, Input, Operation, OperationCalls } from './operation.ts';
import { requestIdOf } from './read-error.ts';
import { addressOf, bodyOf, fieldsOf, headersOf } from './request.ts';
import { type Answered, createTransport, type Transport } from './transport.ts';

/** What every client has: its options and the transport, on which operations are called. */
export class BaseCore implements OperationCalls {
  /** Calls an operation, as generated functions do. */
  readonly call: OperationCalls['call'];
  /** @internal */
  readonly baseUrl: string;
  /** @internal */
  readonly transport: Transport;

  /** @throws TypeError when the key cannot stand in a header, or the URL is none */
  constructor(options: ClientOptions, facts: ContractFacts) {
    const { fetch = globalThis.fetch, headers } = options;
    const ofClient = fieldsOf(headers);
    const baseUrl = baseUrlOf(options, facts.baseUrl);
    const transport = createTransport(options, facts.errors);
    this.baseUrl = baseUrl;
    this.transport = transport;

    const send = <Data>(operation: Operation, input: Input, ofCall: AnyCallOptions): Promise<Answered<Data>> => {
      try {
        const { method } = operation;
        const url = addressOf(operation, input, baseUrl);
        const fields = headersOf(operation, input, ofCall, ofClient);
        const body = bodyOf(input, fields);
        return transport<Data>(operation, url, fields, ofCall, (init) => fetch(url, { method, body, ...init }));
      } catch (error) {
        return Promise.reject(error);
      }
    };

    this.call = <Data, ResponseHeaders>(operation: Operation, input: Input, ofCall = {}) => {
      const answer = send<Data>(operation, input, ofCall);
      const data = answer.then((whole) => whole.data);
      return Object.assign(data, {
        async withResponse() {
          data.catch(() => {}); // Whoever asks for the answer hears of its failure there; of this promise nobody would.
          const whole = await answer;
          return { ...whole, requestId: requestIdOf(whole.response.headers), headers: readHeaders<ResponseHeaders>(whole.response.headers, operation.headers) };
        },
      });
    };
  }
}
