interface ErrorEntry {
  status: number;
  title: string;
  cause: string;
  remedy: string;
  retryable: boolean;
}

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; }
  body { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem 6rem; }
  h1 { line-height: 1.2; }
  section { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 1.25rem 0; scroll-margin-top: 1rem; }
  section:target { background: color-mix(in srgb, #f5b301 18%, transparent); padding-inline: 1rem; border-radius: .5rem; }
  h2 { font-size: 1.05rem; margin: 0 0 .5rem; }
  h2 a { color: inherit; text-decoration: none; }
  h2 a:hover { text-decoration: underline; }
  code { font: 0.95em ui-monospace, monospace; }
  .status { font-weight: 400; opacity: .75; margin-left: .5rem; }
  dl { display: grid; grid-template-columns: 6rem 1fr; gap: .35rem 1rem; margin: 0; }
  dt { opacity: .75; } dd { margin: 0; }
`;

/** Renders the page that `doc_url` points to: every code with its status, cause and remedy, one anchor each. */
export function errorsPage(errors: Readonly<Record<string, ErrorEntry>>): string {
  const sections = Object.entries(errors).map(([code, entry]) => section(code, entry));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">
<title>Error codes · Plumbline API</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Error codes</h1>
<p>Every answer that is no success holds an <code>error</code> with one of these codes. Compare the code, not the message. See also the <a href="/docs/reference">reference</a>.</p>
${sections.join('\n')}
</main>
</body>
</html>
`;
}

function section(code: string, { status, title, cause, remedy, retryable }: ErrorEntry): string {
  return `<section id="${code}">
<h2><a href="#${code}"><code>${code}</code></a><span class="status">${status} · ${prose(title)}</span></h2>
<dl>
<dt>Cause</dt><dd>${prose(cause)}</dd>
<dt>Remedy</dt><dd>${prose(remedy)}</dd>
<dt>Retry</dt><dd>${retryable ? 'The same request can succeed later.' : 'The same request will fail again.'}</dd>
</dl>
</section>`;
}

/** Escapes text for HTML and renders what stands in backticks as code. */
function prose(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return escaped.replaceAll(/`([^`]+)`/g, '<code>$1</code>');
}
