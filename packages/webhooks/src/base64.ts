const SYNTAX = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Base64 with padding (RFC 4648, section 4). For a key or a signature, not for long texts. */
export function toBase64(octets: Uint8Array): string {
  return btoa(String.fromCharCode(...octets));
}

/** Reads base64 with padding; undefined for anything else. `atob` alone takes blanks, and does without padding. */
export function fromBase64(text: string): Uint8Array | undefined {
  return SYNTAX.test(text) ? Uint8Array.from(atob(text), (character) => character.charCodeAt(0)) : undefined;
}
