import type { Oas3Rule } from '@redocly/openapi-core';
import { followEach, keyIn, type Operation, type Root } from '../contract.ts';

const ONLY_DEPRECATED = ['x-sunset', 'x-deprecated-since', 'x-successor'] as const;

/**
 * Who is told that an operation goes must be told when, and the day is kept: once it has come, the contract no longer
 * passes until the operation is taken out. `today` is for tests.
 */
export const deprecationSunset: Oas3Rule = ({ today = new Date().toISOString().slice(0, 10) }) => {
  const operationIds = new Set<unknown>();

  return {
    Root(root: Root, ctx) {
      for (const { node, location } of followEach<object>(ctx, root.paths, ctx.location.child('paths'))) {
        for (const operation of followEach<Operation>(ctx, node, location)) operationIds.add(operation.node.operationId);
      }
    },
    Paths: {
      PathItem: {
        Operation(operation: Operation, { report, location }) {
          const fail = (key: string, message: string) => report({ message, location: keyIn({ node: operation, location }, key) });
          if (operation.deprecated !== true) {
            for (const key of ONLY_DEPRECATED.filter((name) => name in operation)) {
              fail(key, `Only a deprecated operation has \`${key}\`. Add \`deprecated: true\`, or remove it.`);
            }
            return;
          }

          const sunset = operation['x-sunset'];
          if (sunset === undefined) fail('deprecated', 'Nothing says when the operation goes. Add `x-sunset: YYYY-MM-DD`.');
          const since = operation['x-deprecated-since'];
          for (const [key, day] of [['x-sunset', sunset], ['x-deprecated-since', since]] as const) {
            if (day !== undefined && !isDate(day)) fail(key, `\`${String(day)}\` is no date. Write one of the calendar as YYYY-MM-DD.`);
          }
          if (isDate(sunset) && sunset <= today) {
            fail('x-sunset', `The sunset \`${sunset}\` has come. Take the operation out of the contract, or move the day.`);
          }
          if (isDate(sunset) && isDate(since) && since >= sunset) {
            fail('x-deprecated-since', `The operation goes on ${sunset}, so it is deprecated before. Write an earlier day.`);
          }

          const successor = operation['x-successor'];
          if (successor !== undefined && !operationIds.has(successor)) {
            fail('x-successor', `No operation has the operationId \`${successor}\`. Name one that has, or remove \`x-successor\`.`);
          }
        },
      },
    },
  };
};

/** Whether this is a full-date (RFC 3339) that the calendar has. Such dates compare as text. */
function isDate(day: unknown): day is string {
  if (typeof day !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const moment = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day);
}
