/// <reference lib="dom" />
import { oneOperation, type Document } from './one-operation.ts';

declare global {
  interface Window {
    Scalar: { createApiReference(selector: string, configuration: object): unknown };
  }
}

const VERSIONS: Record<string, string> = { v1: '/docs/openapi.json', v2: '/docs/v2/openapi.json' };

/** Opens the request form on the operation that the address names. */
export async function openForm(query: URLSearchParams): Promise<void> {
  const operationId = query.get('operation');
  const contract = VERSIONS[query.get('version') ?? 'v1'];
  if (!operationId) return say('Choose an operation, and its request form opens here.');
  if (!contract) return say('There is no such version of the API.');

  const [response, isLoaded] = await Promise.all([fetch(contract), loadScalar()]);
  if (!response.ok) return say(`The contract could not be read (${response.status}). Load the page again in a moment.`);
  if (!isLoaded) return say('The request form could not be loaded. Load the page again in a moment.');
  const found = oneOperation((await response.json()) as Document, operationId, location.origin);
  if (!found) return say('There is no such operation. Choose one above.');

  show(operationId, found.summary);
  window.Scalar.createApiReference('#client', {
    content: found.document,
    authentication: { preferredSecurityScheme: 'bearerAuth' },
    // Nothing leaves for another host, and the key is not written down.
    telemetry: false,
    persistAuth: false,
    withDefaultFonts: false,
    agent: { disabled: true },
    mcp: { disabled: true },
    showDeveloperTools: 'never',
    // One operation needs nothing to find its way.
    showSidebar: false,
    hideSearch: true,
    hideModels: true,
    hideClientButton: true,
    documentDownloadType: 'none',
    defaultOpenFirstTag: true,
    theme: 'none',
    forceDarkModeState: document.documentElement.dataset['theme'],
    hideDarkModeToggle: true,
  });
  (await firstOf('.show-api-client-button')).click();
}

/** Loads Scalar, which is large, only for whoever opens a form. @returns whether it is there */
function loadScalar(): Promise<boolean> {
  const script = document.createElement('script');
  script.src = document.querySelector<HTMLElement>('#client')?.dataset['scalar'] ?? '';
  document.head.append(script);
  return new Promise((resolve) => {
    script.addEventListener('load', () => resolve(true));
    script.addEventListener('error', () => resolve(false));
  });
}

/** Names the operation in the bar above the form. */
function show(operationId: string, summary: string): void {
  document.title = `Try: ${summary} · Plumbline`;
  document.querySelector('#about')?.setAttribute('href', `/docs/operations/${operationId}/`);
  const choice = document.querySelector<HTMLSelectElement>('#operation');
  if (!choice) return;
  choice.value = operationId;
  choice.addEventListener('change', () => choice.form?.requestSubmit());
}

function say(text: string): void {
  const place = document.querySelector('#message');
  if (place) place.textContent = text;
}

/** The first element that fits, as soon as there is one: Scalar does not tell when it has drawn its page. */
function firstOf(selector: string): Promise<HTMLElement> {
  return new Promise((resolve) => {
    const look = () => {
      const found = document.querySelector<HTMLElement>(selector);
      if (!found) return false;
      observer.disconnect();
      resolve(found);
      return true;
    };
    const observer = new MutationObserver(look);
    if (!look()) observer.observe(document.body, { childList: true, subtree: true });
  });
}
