/** A text as lines of at most `width` characters where its words allow it, all but the first indented. */
export function wrapped(
  text: string,
  { width, indent }: { readonly width: number; readonly indent: number },
): readonly string[] {
  const lines: string[] = [];
  let line = '';
  // What stands between words is kept, so that columns of two spaces stay.
  for (const part of text.match(/\s*[^ \n]+/g) ?? []) {
    if (line !== '' && line.length + part.length > width) {
      lines.push(line);
      line = ' '.repeat(indent) + part.trimStart();
    } else line += part;
  }
  return [...lines, line];
}
