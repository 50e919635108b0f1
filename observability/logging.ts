import pino, { type DestinationStream, type Logger } from 'pino';
import { type LogLevel } from '../configuration/configuration';
import { describeError, isError, redactedPaths, redactFields } from './redaction';

export type { Logger };

/** What a line is about: ids only. */
export interface LogContext {
  readonly tenant?: string;
  readonly workflowId?: string;
  readonly activityId?: string;
}

/**
 * A logger of one JSON object per line with time, level and role, to stderr, a file or a stream. Secrets and personal
 * data are replaced by field name at any depth; errors keep message, stack and code. Message texts are not searched for
 * secrets.
 */
export function createLogger(
  role: string,
  level: LogLevel,
  to: { file: string } | DestinationStream | null = null,
): Logger {
  const destination = to === null ? pino.destination(2) : 'file' in to ? fileDestination(to.file) : to;
  return pino(
    {
      level,
      base: { role },
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => (isError(error) ? describeError(error) : error) },
      redact: { paths: redactedPaths, censor: '[redacted]' },
      formatters: { level: (label) => ({ level: label }), log: redactFields },
    },
    destination,
  );
}

/** A logger that adds this context to each line. */
export function childLogger(logger: Logger, context: LogContext): Logger {
  return logger.child(context);
}

function fileDestination(file: string): DestinationStream {
  return pino.destination({ dest: file, mkdir: true, mode: 0o600, sync: true });
}
