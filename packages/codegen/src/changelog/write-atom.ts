import type { Changelog } from './changelog.ts';
import type { Entry, Section } from './entry.ts';
import { titleOf } from './write-markdown.ts';

interface Feed {
  /** The path that the changelog's page is at: `/docs/changelog/`. */
  page: string;
  /** The host name that the ids of entries are below (RFC 4151). */
  host: string;
}

/**
 * Writes a changelog as an Atom feed (RFC 4287), one entry for each day or release. Addresses are relative to where the
 * feed is read from, since a static site does not know its own.
 */
export function writeAtom({ sections }: Changelog, { page, host }: Feed): string {
  const updated = sections[0]?.date ?? '1970-01-01';
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <id>tag:${escape(host)},2026:changelog</id>
  <title>Changes of the API</title>
  <updated>${updated}T00:00:00Z</updated>
  <author><name>${escape(host)}</name></author>
  <link rel="alternate" type="text/html" href="${escape(page)}"/>
${sections.map((section) => entry(section, page, host)).join('')}</feed>
`;
}

function entry(section: Section, page: string, host: string): string {
  const title = titleOf(section);
  return `  <entry>
    <id>tag:${escape(host)},${section.date}:changelog/${escape(section.release ?? section.date)}</id>
    <title>${escape(title)}</title>
    <updated>${section.date}T00:00:00Z</updated>
    <link rel="alternate" type="text/html" href="${escape(page)}#${escape(anchorOf(title))}"/>
    <content type="text">${escape(section.entries.map(line).join('\n') || 'The contract is as it was before.')}</content>
  </entry>
`;
}

function line({ kind, breaking, subjects, text }: Entry): string {
  const names = subjects.map(({ name }) => name).join(', ');
  return `${kind}${breaking ? ' (breaking)' : ''}: ${[names, text].filter((part) => part !== '').join(': ')}`;
}

/** The anchor that renderers of Markdown give to a heading. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
