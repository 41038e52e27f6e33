import { readIJson } from '@plumbline/server';

/**
 * What a processor has answered, as the output of a task: the value where it is JSON that can be kept as it is (I-JSON,
 * RFC 7493, at most 64 levels deep), null where it is empty, else the text, in which U+FFFD stands for U+0000, which
 * PostgreSQL does not store.
 */
export function readOutput(text: string): unknown {
  if (text.trim() === '') return null;
  const read = readIJson(text);
  return 'value' in read ? read.value : text.toWellFormed().replaceAll('\0', '\uFFFD');
}
