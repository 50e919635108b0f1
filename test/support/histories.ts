import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface RecordedHistory {
  readonly version: string;
  readonly name: string;
  /** The workflow type. */
  readonly type: string;
  readonly text: string;
  readonly json: unknown;
}

interface HistoryJson {
  readonly events: readonly {
    readonly workflowExecutionStartedEventAttributes?: { readonly workflowType: { readonly name: string } };
  }[];
}

/** Every history in `test/histories/<version>/`. */
export function recordedHistories(): RecordedHistory[] {
  const root = path.join(__dirname, '../histories');
  return readdirSync(root).flatMap((version) =>
    readdirSync(path.join(root, version)).map((file) => {
      const text = readFileSync(path.join(root, version, file), 'utf8');
      const json = JSON.parse(text) as HistoryJson;
      const type = json.events[0]?.workflowExecutionStartedEventAttributes?.workflowType.name ?? '';
      return { version, name: path.basename(file, '.json'), type, text, json };
    }),
  );
}
