import { type TwinAnswer } from '../../kernel/twin';

/** A request that the twin refuses: the HTTP status and the vendor's words (winbooks-api §5.g). */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The formats that an error body may have (gap G1); `all-500`: every refusal of content is a server error. */
export type ErrorShape = 'message' | 'text' | 'dotnet' | 'empty' | 'all-500';

/** The answer of a refusal in the chosen format; 401 and 404 keep their status in every format. */
export function answerRefusal(refusal: Refusal, shape: ErrorShape): TwinAnswer {
  const { status, message } = refusal;
  switch (shape) {
    case 'message':
      return { status, body: { Message: message } };
    case 'text':
      return { status, body: message, contentType: 'text/plain; charset=utf-8' };
    case 'dotnet':
      return {
        status,
        body: {
          Message: 'An error has occurred.',
          ExceptionMessage: message,
          ExceptionType: 'Winbooks.Core.BusinessException',
          StackTrace: '   at Winbooks.TORM.DAL.EntityDAO`1.Save(T entity)',
        },
      };
    case 'empty':
      return { status };
    case 'all-500':
      return { status: status === 400 || status === 409 ? 500 : status, body: { Message: message } };
  }
}
