/** What an AWS API answers when it refuses: a code clients match on, a message for people, an HTTP status. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
  }
}

/** @throws AwsError always; typed `never` so that it can stand where a value is missing. */
export const refuse = (code: string, message: string, status = 400): never => {
  throw new AwsError(code, message, status);
};
