import { Runtime, type LogLevel, type LogMetadata } from '@temporalio/worker';
import type { Logger } from '../observability/logging';

/** Routes the logs of the SDK, workflows and activities into ours, with workflow and activity ids, redacted. */
export function logThrough(log: Logger): void {
  const write = (level: Exclude<LogLevel, 'TRACE'>, message: string, meta?: LogMetadata): void => {
    const fields = meta ?? {};
    switch (level) {
      case 'DEBUG':
        return log.debug(fields, message);
      case 'INFO':
        return log.info(fields, message);
      case 'WARN':
        return log.warn(fields, message);
      case 'ERROR':
        return log.error(fields, message);
    }
  };
  Runtime.install({
    logger: {
      log: (level, message, meta) =>
        level === 'TRACE' ? log.trace(meta ?? {}, message) : write(level, message, meta),
      trace: (message, meta) => log.trace(meta ?? {}, message),
      debug: (message, meta) => write('DEBUG', message, meta),
      info: (message, meta) => write('INFO', message, meta),
      warn: (message, meta) => write('WARN', message, meta),
      error: (message, meta) => write('ERROR', message, meta),
    },
  });
}
