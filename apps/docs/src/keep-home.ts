const LOGO =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='44' height='14'%3E%3Ctext y='11' font-size='11' font-family='sans-serif' fill='%23666'%3ERedocly%3C/text%3E%3C/svg%3E";

/** What Redoc would ask for even with its scripts inlined and its telemetry off: its logo, icons, and its collector. */
const FOREIGN = [
  { asked: /https:\/\/cdn\.redoc\.ly\/redoc\/logo-mini(?:-full)?\.svg/g, given: LOGO },
  { asked: /https:\/\/cdn\.redocly\.com\/icons/g, given: 'data:,' },
  { asked: /https:\/\/otel\.cloud\.redocly\.com\/v1\/traces/g, given: 'data:,' },
];

/** A page without an icon of its own makes a browser ask the server for one. */
const ICON = '<link rel="icon" href="data:,">';

/**
 * Takes the last requests to other hosts out of a page that Redoc has rendered.
 *
 * @throws Error when the page does not have one of them any more, so that a new version is looked at
 */
export function keepHome(page: string): string {
  let kept = page.replace('</head>', `${ICON}</head>`);
  for (const { asked, given } of FOREIGN) {
    const mended = kept.replaceAll(asked, given);
    if (mended === kept) throw new Error(`The rendered reference has no ${asked.source} any more: mend keep-home.ts.`);
    kept = mended;
  }
  return kept;
}
