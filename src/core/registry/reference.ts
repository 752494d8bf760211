/** The RFC a registry reference names, as its number, or null for any other kind of reference. */
export function rfcNumber(reference: string): number | null {
  const match = /^RFC(\d{1,5})\b(?!-)/.exec(reference);
  return match?.[1] === undefined ? null : Number(match[1]);
}

/** The RFC Editor's page of an RFC. */
export function rfcUrl(rfc: number): string {
  return `https://www.rfc-editor.org/rfc/rfc${rfc}`;
}
