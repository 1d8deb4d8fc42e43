/** Saves through the browser's own download, which asks where or takes the usual folder. */
export function saveFile(pieces: BlobPart[], name: string, mediaType: string): void {
  const url = URL.createObjectURL(new Blob(pieces, { type: mediaType }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download reads it after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
