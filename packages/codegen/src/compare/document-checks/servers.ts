import { breaking, note } from '../finding.ts';
import type { DocumentNode } from '../document-node.ts';
import type { DocumentCheck } from './document-check.ts';

/** The first of `servers`: its path is what every operation's path is below. */
export const servers: DocumentCheck = function* (base, head) {
  const [before, after] = [firstServer(base), firstServer(head)];
  const component = 'servers/0';
  if (before.pathname !== after.pathname) {
    const message = `The base path was ${before.pathname} and is ${after.pathname}; a request below the old one finds nothing.`;
    yield { component, change: breaking(after.at, message) };
  } else if (before.origin !== after.origin) {
    yield { component, change: note(after.at, `The first server was ${before.origin} and is ${after.origin}.`) };
  }
};

function firstServer(document: DocumentNode): { at: DocumentNode; pathname: string; origin: string } {
  const server = document.child('servers')?.elements()[0];
  const { pathname, origin } = new URL(server?.text('url') ?? '/', 'http://localhost');
  return { at: server ?? document, pathname: pathname.replace(/(?<=.)\/$/, ''), origin };
}
