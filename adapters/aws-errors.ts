import { InvalidInput, NoCapacity, NotYet, QuotaExceeded, TemporaryFailure } from "#core/errors.ts";

/** The zone has none to give now, or does not offer the type. */
const noCapacity = /^Insufficient(Instance|Host|Address)?Capacity$|^Unsupported$/;

/** Throttled or away, or somebody else's transaction is at the same record: the same call may go through in seconds. */
const away =
  /^Transaction(Conflict|InProgress)Exception$|Throttl|^RequestLimitExceeded$|^TooManyRequests|^SlowDown$|^BandwidthLimitExceeded$|^PriorRequestNotComplete$|^ServiceFailure$|^(Service|Resource)?Unavailable(Exception)?$|^Internal(Error|Failure|ServerError|ServerException|ServiceError|ServiceFailureException)?$|^RequestTimeout|^TimeoutError$|^RequestExpired$|^ConcurrentModification|^EntityTemporarilyUnmodifiable|^OperationAborted$|^TooManyUpdates$/;

/** Made a moment ago and not yet visible everywhere: seen by its maker's next call, or by a second look for it by tag. */
const unseen =
  /^Invalid(Vpc|Subnet|Group|RouteTable|InternetGateway|NetworkInterface|Instance|Allocation)(ID|Id)?\.NotFound$|^InvalidGroup\.Duplicate$|^InvalidSubnet\.Conflict$|^InvalidPlacementGroup\.Unknown$|^Resource\.AlreadyAssociated$|^IdempotentParameterMismatch$|^NoSuchEntity(Exception)?$/;

/** The account's limit is reached. Comes after `away`: throttling codes end alike. */
const quota = /LimitExceeded(Exception)?$|^TooMany[A-Z]\w*$|^InsufficientFreeAddressesInSubnet$/;

/** The range of the network is one that the cloud does not take. */
const invalidRange = /^Invalid(Vpc|Subnet)\.Range$/;

/** Still in use by something that is going away. */
const inUse = /^DependencyViolation$|^ResourceInUse(Exception)?$|^DeleteConflict(Exception)?$|\.InUse$/;

const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
]);

/** IAM tells EC2 of a new instance profile within seconds, not at once. */
const profileUnseen = (code: string, message: string): boolean =>
  code === "InvalidParameterValue" && /iamInstanceProfile|IAM Instance Profile/i.test(message);

interface AwsError extends Error {
  /** Of the query protocols (EC2, ELBv2, IAM). */
  Code?: unknown;
  /** Of Node's sockets. */
  code?: unknown;
  $metadata?: { httpStatusCode?: number };
}

/** AWS's error code (`InvalidVpcID.NotFound`), also of an error that `toCoreError` has translated. */
export const awsCode = (error: unknown): string => {
  if (!(error instanceof Error)) return "";
  const { cause } = error;
  if (cause instanceof Error && "$metadata" in cause) return awsCode(cause);
  const { Code } = error as AwsError;
  return typeof Code === "string" ? Code : error.name;
};

export const hasCode = (error: unknown, code: RegExp): boolean => code.test(awsCode(error));

/** Makes those errors that callers are meant to handle errors of core/errors.ts, with the cause kept; others stay as they are. */
export const toCoreError = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const { code: socketCode, $metadata } = error as AwsError;
  const code = awsCode(error);
  const message = `${code}: ${error.message}`;
  const options = { cause: error };
  if (profileUnseen(code, error.message) || unseen.test(code)) return new TemporaryFailure(message, options);
  if (noCapacity.test(code)) return new NoCapacity(message, options);
  if (away.test(code) || networkCodes.has(String(socketCode)) || ($metadata?.httpStatusCode ?? 0) >= 500)
    return new TemporaryFailure(message, options);
  if (quota.test(code)) return new QuotaExceeded(message, [], options);
  if (inUse.test(code)) return new NotYet(message, options);
  if (invalidRange.test(code)) return new InvalidInput(message, [], options);
  return error;
};

interface Client {
  middlewareStack: { add(middleware: never, options: never): void };
}

/** From now on the client's calls fail with core errors, after the SDK's own retries. */
export const withCoreErrors = <C extends Client>(client: C): C => {
  const translate = (next: (call: unknown) => Promise<unknown>) => async (call: unknown) => {
    try {
      return await next(call);
    } catch (error) {
      throw toCoreError(error);
    }
  };
  client.middlewareStack.add(
    translate as never,
    { step: "initialize", name: "coreErrors", priority: "high", override: true } as never,
  );
  return client;
};

/** EC2's ways to say that a thing is not there. */
export const ec2Gone = /\.NotFound$|^Gateway\.NotAttached$|^NatGatewayNotFound$|^InvalidPlacementGroup\.Unknown$/;

/** Takes an error with such a code for success: what was to be taken away is gone, what was to be made is there. */
export const unless = async <T>(code: RegExp, call: Promise<T>): Promise<T | undefined> => {
  try {
    return await call;
  } catch (error) {
    if (!hasCode(error, code)) throw error;
    return undefined;
  }
};
