import { stripVTControlCharacters } from 'node:util';

/** Lines for people, and below them a few that are redrawn in place. */
export interface LiveOutput {
  /** Prints one line for good. */
  readonly say: (line: string) => void;
  /** Replaces the lines that are redrawn. */
  readonly redraw: (lines: readonly string[]) => void;
}

/** What this needs of a stream such as `process.stdout`. */
export interface OutputStream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** Without a terminal, or in CI, nothing is redrawn: a log shows what was said for good. */
export function liveOutput(stream: OutputStream, env: NodeJS.ProcessEnv): LiveOutput {
  const isLive = stream.isTTY === true && env['TERM'] !== 'dumb' && (env['CI'] ?? '') === '';
  if (!isLive) return { say: (line) => void stream.write(`${line}\n`), redraw: () => undefined };
  let live: readonly string[] = [];
  const erased = (): string => (live.length === 0 ? '' : `\u001b[${live.length}A\u001b[0J`);
  const drawn = (): string => live.map((line) => `${line}\n`).join('');
  return {
    say: (line) => void stream.write(`${erased()}${line}\n${drawn()}`),
    redraw: (lines) => {
      const before = erased();
      live = fitting(lines, stream);
      stream.write(before + drawn());
    },
  };
}

/** No line may wrap, and all of them stay on the screen: else the cursor would not find back to their beginning. */
function fitting(lines: readonly string[], { columns = 80, rows = 24 }: OutputStream): readonly string[] {
  const room = Math.max(1, rows - 4);
  const shown = lines.length <= room ? lines : lines.slice(0, room - 1);
  const more = lines.length - shown.length;
  return [...shown, ...(more === 0 ? [] : [`… ${more} more`])].map((line) =>
    stripVTControlCharacters(line).slice(0, columns - 1),
  );
}
