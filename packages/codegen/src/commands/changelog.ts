import { join } from 'node:path';
import { changelogOf } from '../changelog/changelog.ts';
import { pagesOf, writeMarkdown } from '../changelog/write-markdown.ts';
import { writeAtom } from '../changelog/write-atom.ts';
import { BundleError } from '../compare/bundle-error.ts';
import { readBundle } from '../compare/read-bundle.ts';
import { writeIfChanged } from '../write-if-changed.ts';
import { CallError, fail, print, readOptions, type Command } from './command.ts';

const help = `plumbline changelog: what has changed in the contract, from its history in git

Usage
  plumbline changelog --bundle <bundle.json> [--repository <folder>] [--site <path>] [--out <folder>]

Options
  --bundle      the bundled document whose committed states are compared, along first
                parents: the last of each day, and that of each tag v*
  --repository  the folder of the git repository, to which the bundle's path is
                relative. Else the working directory
  --site        the path that the documentation's pages are below, for links to what
                the bundle still has. Else /docs
  --out         the folder that gets changelog.md and changelog.xml (Atom). Without
                it the Markdown is printed

What is compared once is kept in node_modules/.cache. Where git has no history, or only
a part of it, the changelog says so; that is no failure.

Example
  plumbline changelog --bundle packages/contract/src/openapi.gen.json
`;

export const command: Command = {
  help,
  async run(argv) {
    const { bundle, repository, site, out } = readOptions(argv, {
      bundle: { type: 'string' },
      repository: { type: 'string', default: '.' },
      site: { type: 'string', default: '/docs' },
      out: { type: 'string' },
    });
    if (!bundle) throw new CallError('Name the bundled document: --bundle packages/contract/src/openapi.gen.json');
    try {
      const contract = await readBundle(join(repository, bundle));
      const changelog = await changelogOf({ repository, bundle });
      const markdown = writeMarkdown(changelog, pagesOf(contract, site));
      if (!out) return print(markdown);
      await writeIfChanged(join(out, 'changelog.md'), markdown, false);
      await writeIfChanged(join(out, 'changelog.xml'), writeAtom(changelog, { page: `${site}/changelog/`, host: hostOf(contract) }), false);
      return 0;
    } catch (error) {
      if (!(error instanceof BundleError)) throw error;
      return fail(`There is no changelog: ${error.message}\n`);
    }
  },
};

/** The host of the contract's first server. */
function hostOf({ servers }: { servers?: readonly { url: string }[] }): string {
  return new URL(servers?.[0]?.url ?? '/', 'http://localhost').hostname;
}
