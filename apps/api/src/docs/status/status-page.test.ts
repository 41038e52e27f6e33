import { describe, expect, it } from 'vitest';
import { statusFiller } from './fill-status.ts';
import { statusFeed } from './status-feed.ts';
import type { Status } from './words.ts';

const PAGE = '<main><p data-status>Nothing yet.</p><p>The end.</p></main>';
const history = (...statuses: Status['status'][]) => statuses.map((status, back) => ({ date: `2026-03-${10 - back}`, status }));

const CALM: Status = { status: 'operational', components: [{ name: 'api', status: 'operational', history: history('operational', 'operational') }], incidents: [] };
const TROUBLED: Status = {
  status: 'degraded',
  components: [{ name: 'api', status: 'degraded', history: history('degraded', 'operational', 'outage') }],
  incidents: [
    {
      id: 'inc_1',
      title: 'Slow <answers> & more',
      impact: 'minor',
      status: 'monitoring',
      components: ['api'],
      started_at: '2026-03-10T08:00:00.000Z',
      resolved_at: null,
      updates: [
        { status: 'monitoring', message: 'A fix is in place; *we* are watching.', created_at: '2026-03-10T08:30:00.000Z' },
        { status: 'investigating', message: 'We look.\n# into it', created_at: '2026-03-10T08:05:00.000Z' },
      ],
    },
  ],
};

const silent = { error: () => {} };
const fill = (status: Status, type: 'html' | 'markdown') => statusFiller(async () => status, silent)(PAGE, type);

describe('the status page', () => {
  it('says that all is well, and was', async () => {
    const page = await fill(CALM, 'html');
    expect(page).toMatch(/^<main><p><strong>Everything works\.<\/strong><\/p>[\s\S]+<p>The end\.<\/p><\/main>$/);
    expect(page).toContain('<th scope="row">api</th><td>Operational</td>');
    expect(page).toContain('aria-label="Operational on all of the last 2 days."');
    expect(page).toContain('<p>There was none in the last 30 days.</p>');
  });

  it('shows days oldest first, and incidents with what was said of them, as text', async () => {
    const page = await fill(TROUBLED, 'html');
    expect([...page.matchAll(/<title>(.+?)<\/title>/g)].map(([, title]) => title)).toEqual(['2026-03-8: Outage', '2026-03-9: Operational', '2026-03-10: Degraded']);
    expect(page).toContain('<h3 id="inc_1">Slow &lt;answers&gt; &amp; more</h3>');
    expect(page).toContain('<p>2026-03-10 08:00 UTC and going on, degraded: api. Monitoring.</p>');
    expect(page).toContain('<li><strong>Monitoring</strong>, <time datetime="2026-03-10T08:30:00.000Z">2026-03-10 08:30 UTC</time>: A fix is in place; *we* are watching.</li>');
  });

  it('says the same in its Markdown twin, where what an operator has written is no Markdown', async () => {
    const page = await fill(TROUBLED, 'markdown');
    expect(page).toContain('- **api**: Degraded. Not fully operational on 2026-03-10 (degraded), 2026-03-8 (outage); of 3 days in all.');
    expect(page).toContain('### Slow \\<answers\\> & more');
    expect(page).toContain('- **Monitoring**, 2026-03-10 08:30 UTC: A fix is in place; \\*we\\* are watching.\n- **Investigating**, 2026-03-10 08:05 UTC: We look. \\# into it');
  });

  it.each(['html', 'markdown'] as const)('says in %s when the status cannot be had, and the log says why', async (type) => {
    const logged: object[] = [];
    const reason = new Error('no connection');
    const filler = statusFiller(() => Promise.reject(reason), { error: (fields) => void logged.push(fields) });
    const page = await filler(PAGE, type);
    expect(page).toContain('How the service is doing could not be found out just now.');
    expect(page).not.toContain('data-status');
    expect(logged).toEqual([{ err: reason }]);
  });
});

describe('the feed of incidents', () => {
  const page = 'https://api.example.com/docs/status/';

  it('has an entry for each, that changes when something is said of it', () => {
    const feed = statusFeed(TROUBLED, { page });
    expect(feed).toContain(`<id>${page}#inc_1</id>\n    <title>Slow &lt;answers&gt; &amp; more</title>\n    <updated>2026-03-10T08:30:00.000Z</updated>\n    <published>2026-03-10T08:00:00.000Z</published>`);
    expect(feed).toContain(`<id>${page}</id>\n  <title>Incidents</title>\n  <updated>2026-03-10T08:30:00.000Z</updated>`);
  });

  it('is whole without any', () => {
    expect(statusFeed(CALM, { page })).toMatch(/^<\?xml[\s\S]+<updated>1970-01-01T00:00:00Z<\/updated>[\s\S]+<\/feed>\n$/);
  });
});
