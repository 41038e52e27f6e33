/** What holds for every page: it asks no other host for anything, is framed by nobody and sends no form. */
const EVERYWHERE = ["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"];

/** For Redoc, which writes scripts and styles of its own while it runs. */
export const RENDERER_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  'worker-src blob:',
  ...EVERYWHERE,
].join('; ');

/**
 * For Scalar, which writes styles while it runs, and no scripts. Its chooser of operations is a form.
 *
 * @param hashes of what stands inside the pages, as for the others
 */
export function tryPolicy({ scripts = [] }: { scripts?: readonly string[] }): string {
  return [
    "default-src 'none'",
    ["script-src 'self'", ...scripts].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * For every other page: only the scripts and styles that were built. Search is WebAssembly, and the colours of code stand in
 * style attributes, which can neither load nor run anything.
 *
 * @param hashes of what stands inside the pages, as `apps/docs` has built them: `'sha256-…'`
 */
export function sitePolicy({ scripts = [], styles = [] }: { scripts?: readonly string[]; styles?: readonly string[] }): string {
  return [
    "default-src 'none'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...scripts].join(' '),
    ["style-src-elem 'self'", ...styles].join(' '),
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    ...EVERYWHERE,
  ].join('; ');
}
