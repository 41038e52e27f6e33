import type { Fail } from '@plumbline/server';
import type { Deps } from '../handlers.ts';

const ALLOWED = 'Allowed is https:// to a public host, without user name and password, on port 443 or 80 unless the operator allows more.';

/**
 * Refuses a URL that nothing would be sent to, as far as its text tells.
 *
 * @throws Failure `validation_failed` that says what is wrong with it and what is allowed
 */
export function assertUrl(urlFault: Deps['urlFault'], url: string | undefined, fail: Fail<'validation_failed'>): void {
  const fault = url === undefined ? undefined : urlFault(url);
  if (fault === undefined) return;

  throw fail('validation_failed', {
    message: 'Nothing can be sent to the `url`.',
    details: [{ in: 'body', pointer: '/url', code: 'url_not_allowed', message: `${fault} ${ALLOWED}` }],
  });
}
