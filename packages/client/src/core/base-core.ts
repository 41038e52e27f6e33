import { baseUrlOf, type ClientOptions } from './client-options.ts';
import { readHeaders } from './header-values.ts';
import type { AnyCallOptions, ApiPromise, ContractFacts, Input, Operation, OperationCalls } from './operation.ts';
import { requestIdOf } from './read-error.ts';
import { addressOf, bodyOf, fieldsOf, headersOf } from './request.ts';
import { createTransport, type Exchange, type Transport } from './transport.ts';

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

    const prepare = (operation: Operation, input: Input, ofCall: AnyCallOptions): Exchange => {
      const { method } = operation;
      const url = addressOf(operation, input, baseUrl);
      const fields = headersOf(operation, input, ofCall, ofClient);
      const body = bodyOf(input, fields);
      return { url, headers: fields, send: (init) => fetch(url, { method, body, ...init }) };
    };

    this.call = <Data, ResponseHeaders>(operation: Operation, input: Input, ofCall = {}) => {
      let exchange: Exchange | undefined;
      const send = () => {
        try {
          exchange = prepare(operation, input, ofCall);
          return transport<Data>(operation, exchange, ofCall);
        } catch (error) {
          return Promise.reject(error);
        }
      };
      const data = send() as ApiPromise<Data, ResponseHeaders>;
      data.withResponse = async () => {
        const given = { data: await data, response: exchange?.response as Response }; // What has data has an answer.
        const { headers: answered } = given.response;
        return { ...given, requestId: requestIdOf(answered), headers: readHeaders<ResponseHeaders>(answered, operation.headers) };
      };
      return data;
    };
  }
}
