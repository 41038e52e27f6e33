import type { Response } from 'express';

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="2">
<link rel="icon" href="data:,">
<title>The documentation is being built</title>
<style>:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; } body { display: grid; place-items: center; min-height: 90vh; }</style>
<p>The documentation is being built. This page shows it in a few seconds.</p>
</html>
`;

/** Says that a page is being built, and has a browser ask for it again (503, `Retry-After`). */
export function sayBeingBuilt(response: Response): void {
  response.status(503);
  response.set({ 'Retry-After': '2', 'Cache-Control': 'no-store', 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; img-src data:" });
  response.type('html').send(PAGE);
}
