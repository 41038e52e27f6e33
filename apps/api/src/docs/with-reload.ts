/** Asks each second whether the page was built again, also across restarts of the server. */
const SCRIPT = `<script>
  let seen;
  setInterval(async () => {
    const answer = await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' }).catch(() => undefined);
    const tag = answer && answer.ok ? answer.headers.get('etag') : undefined;
    if (tag && seen && tag !== seen) location.reload();
    seen = tag || seen;
  }, 1000);
</script>`;

/** Adds to an HTML page that it loads itself again when its ETag changes. */
export function withReload(page: string): string {
  const end = page.lastIndexOf('</body>');
  return end === -1 ? page + SCRIPT : page.slice(0, end) + SCRIPT + page.slice(end);
}
