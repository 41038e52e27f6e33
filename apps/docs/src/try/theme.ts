/// <reference lib="dom" />

/** Shows the page light or dark as the reader has chosen on the other pages; without a choice, as the system is. */
export function followTheme(): void {
  const chosen = localStorage.getItem('starlight-theme'); // Where Starlight keeps it.
  const isDark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
}
