import { contract } from '@plumbline/contract';
import { expect, it } from 'vitest';
import { errorsPage } from './errors-page.ts';

it('has an anchor for every code of the catalogue', () => {
  const page = errorsPage(contract.errors);
  for (const code of Object.keys(contract.errors)) expect(page).toContain(`<section id="${code}">`);
});

it('escapes prose and renders what stands in backticks as code', () => {
  const page = errorsPage({ odd: { status: 400, title: 'A <b> & "c"', cause: 'The `x<y>` header.', remedy: 'None.', retryable: true } });
  expect(page).toContain('A &lt;b&gt; &amp; &quot;c&quot;');
  expect(page).toContain('<code>x&lt;y&gt;</code>');
  expect(page).not.toContain('<b>');
});
