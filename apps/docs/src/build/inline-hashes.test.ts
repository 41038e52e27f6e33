import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inlineHashes } from './inline-hashes.ts';

// `printf %s "$source" | openssl dgst -sha256 -binary | base64`
const ALERT = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-hashes-'));
  await mkdir(join(folder, 'guides'));
});
afterEach(() => rm(folder, { recursive: true }));

it('names each inline script and style once, of all pages in all folders', async () => {
  await writeFile(join(folder, 'index.html'), "<script>alert('Hello, world.');</script><style media=\"print\">p{}</style>");
  await writeFile(join(folder, 'guides/index.html'), "<script type=\"module\">alert('Hello, world.');</script><script>\nlet a;\n</script>");
  const { scripts, styles } = await inlineHashes(folder);
  expect(scripts).toContain(ALERT); // The example of CSP Level 3.
  expect([scripts.length, styles.length]).toEqual([2, 1]);
});

it('names nothing that is empty or has an address, and looks at no other files', async () => {
  await writeFile(join(folder, 'index.html'), '<script src="/a.js"></script><script></script><p>script</p>');
  await writeFile(join(folder, 'page.md'), '<script>let a;</script>');
  expect(await inlineHashes(folder)).toEqual({ scripts: [], styles: [] });
});
